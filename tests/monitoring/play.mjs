// A day on the site, in a second: what dashboards show happens at least once.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { request } from "node:http";

import { Browser } from "../openid/browser.mjs";
import { CALLBACK, ISSUER, SITE, addClient, authorize, newPlayer, signIn } from "../openid/site.mjs";
import { TARGETS } from "./prometheus.mjs";

const WORDS = Object.fromEntries(["FR", "EN"].map((language) => [language.toLowerCase(), {
  answer: process.env[`MOTUS_ANSWER_${language}`],
  wrong: process.env[`MOTUS_WRONG_${language}`].split(","),
}]));

const VERIFIER = randomBytes(32).toString("base64url");
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

// Guess `words` in turn on today's puzzle; the statuses.
const play = async (browser, language, words) => {
  const today = await browser.get(`/api/game/puzzles/${language}/today`);
  const { date } = JSON.parse(today.html);
  const statuses = [];
  for (const [i, guess] of words.entries()) {
    const answer = await fetch(`${SITE}/api/game/puzzles/${language}/${date}/game/guesses/${i + 1}`, {
      method: "PUT",
      headers: {
        origin: SITE,
        "content-type": "application/json",
        cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      body: JSON.stringify({ guess }),
    });
    statuses.push(answer.status);
  }
  return statuses;
};

const makePuzzle = async (language, word) => {
  const answer = await fetch(`${SITE}/api/game/customs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ language, word }),
  });
  return answer.status;
};

const playAll = async (browser) => {
  for (const [language, { answer, wrong }] of Object.entries(WORDS)) {
    assert.equal(await makePuzzle(language, answer), 201);
    const loser = new Browser(SITE);
    assert.deepEqual(await play(browser, language, [wrong[0], answer]), [201, 201]);
    assert.ok((await play(loser, language, wrong)).every((status) => status === 201));
    assert.deepEqual(await play(new Browser(SITE), language, ["Q"]), [422]);
  }
};

const token = async ({ client_id, client_secret }, parameters) => {
  const answer = await fetch(`${ISSUER}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}` },
    body: new URLSearchParams(parameters),
  });
  return answer.json();
};

// Somebody has copied a refresh token, and uses it after its owner did twice.
const reuse = async (client, browser) => {
  const ask = new URLSearchParams({
    client_id: client.client_id, redirect_uri: CALLBACK, response_type: "code",
    scope: "openid offline_access", prompt: "consent", code_challenge: CHALLENGE, code_challenge_method: "S256",
  });
  const url = await authorize(browser, `${ISSUER}/authorize?${ask}`);
  const { refresh_token: copied } = await token(client, {
    grant_type: "authorization_code", code: url.searchParams.get("code"), redirect_uri: CALLBACK, code_verifier: VERIFIER,
  });
  const refresh = (refresh_token) => token(client, { grant_type: "refresh_token", refresh_token });
  const { refresh_token: next } = await refresh(copied);
  await refresh(next);
  assert.equal((await refresh(copied)).error, "invalid_grant");
};

// What HAProxy would never pass on.
const oddRequest = (target) =>
  new Promise((resolve, reject) => {
    const [host, port] = target.split("=")[1].split(":");
    request({ host, port, method: "TRACE", agent: false }, (answer) => answer.resume().on("end", resolve))
      .on("error", reject).end();
  });

const client = addClient();

export const day = async () => {
  const player = await newPlayer();
  await player.follow(await player.get("/api/session/login?return=/"));
  await playAll(player);
  const stranger = new Browser(SITE);
  await signIn(stranger, await stranger.get("/auth/login"), player.player, "not the password");
  await signIn(stranger, await stranger.get("/auth/login"), player.player);
  await reuse(client, player);
  await Promise.all(TARGETS.filter((target) => !target.startsWith("haproxy")).map(oddRequest));
};
