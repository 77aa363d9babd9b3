// Instances of the provider are killed and started again while players sign in
// and clients fetch and refresh their tokens.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";

import { CALLBACK, ISSUER, addClient, authorize, newPlayer } from "./site.mjs";

const KILLS = 4;
const PLAYERS = 4;

const token = ({ client_id, client_secret }, parameters) =>
  fetch(`${ISSUER}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}` },
    body: new URLSearchParams(parameters),
  });

// HAProxy says that an instance died with a request that is sent once: 502, or
// by closing a connection that was used before.
const died = (answer) => answer === null || answer.status === 502;

test("no flow ends and no token is lost when an instance is killed", async () => {
  const client = addClient();
  const players = [];
  for (let i = 0; i < PLAYERS; i++) players.push(await newPlayer());
  let over = false;
  let flows = 0;
  let again = 0;

  const play = async (browser) => {
    const verifier = randomBytes(32).toString("base64url");
    const ask = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: CALLBACK,
      response_type: "code",
      scope: "openid profile",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    let family = null;
    while (!over) {
      if (family === null) {
        const url = await authorize(browser, `${ISSUER}/authorize?${ask}`);
        const answer = await token(client, {
          grant_type: "authorization_code",
          code: url.searchParams.get("code"),
          redirect_uri: CALLBACK,
          code_verifier: verifier,
        }).catch(() => null);
        // A code is good for one try: when an instance died with it, a client
        // begins again, and the player sees nothing of it.
        if (died(answer)) {
          again++;
          continue;
        }
        assert.equal(answer.status, 200, await answer.clone().text());
        family = await answer.json();
        flows++;
      }
      const answer = await token(client, { grant_type: "refresh_token", refresh_token: family.refresh_token });
      assert.equal(answer.status, 200, await answer.clone().text());
      family = Math.random() < 0.2 ? null : await answer.json();
    }
  };

  const playing = Promise.all(players.map(play));
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const before = flows;
      process.kill(Number(process.env.MOTUS_STACK_PID), "SIGUSR1");
      while (flows < before + 3) await Promise.race([playing, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
  } finally {
    over = true;
  }
  await playing;
  assert.ok(again <= KILLS * PLAYERS, `${again} flows began again`);
});
