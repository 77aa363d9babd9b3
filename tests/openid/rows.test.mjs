// What a provider must refuse or keep, asked through HAProxy of two instances.
// Each test names its row of docs/auth.md.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { request } from "node:http";
import { test } from "node:test";
import * as jose from "jose";

import { Browser } from "./browser.mjs";
import { CALLBACK, ISSUER, PASSWORD, SITE, addClient, authorize, ctl, newName, newPlayer, signIn } from "./site.mjs";

const get = (path, headers = {}) => fetch(`${ISSUER}${path}`, { headers, redirect: "manual" });

const post = (path, parameters, headers = {}) =>
  fetch(`${ISSUER}${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: typeof parameters === "string" ? parameters : new URLSearchParams(parameters),
    redirect: "manual",
  });

const basic = ({ client_id, client_secret }) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(client_id)}:${encodeURIComponent(client_secret)}`).toString("base64")}`,
});

const VERIFIER = randomBytes(32).toString("base64url");
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

const ask = (client, extra = {}) => {
  const url = new URL(`${ISSUER}/authorize`);
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    response_type: "code",
    scope: "openid profile",
    state: "xyz",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...extra,
  });
  return url;
};

const redeem = (client, code, extra = {}) =>
  post("/token", { grant_type: "authorization_code", code, redirect_uri: CALLBACK, code_verifier: VERIFIER, ...extra }, basic(client));

const refresh = (client, token) => post("/token", { grant_type: "refresh_token", refresh_token: token }, basic(client));

const codeOf = async (client, browser, extra) => {
  const url = await authorize(browser, ask(client, extra));
  assert.equal(url.searchParams.get("iss"), ISSUER);
  return url.searchParams.get("code");
};

const tokensOf = async (client, browser, extra) =>
  (await redeem(client, await codeOf(client, browser ?? (await newPlayer()), extra))).json();

const userinfo = (token) => get("/userinfo", { authorization: `Bearer ${token}` });

test("row 3: no URL follows the Host header", async () => {
  const { hostname, port } = new URL(SITE);
  const text = await new Promise((resolve, reject) =>
    request({ hostname, port, path: "/auth/.well-known/openid-configuration", headers: { host: "evil.example" } }, (answer) => {
      let body = "";
      answer.on("data", (part) => (body += part)).on("end", () => resolve(body));
    }).on("error", reject).end(),
  );
  assert.equal(JSON.parse(text).issuer, ISSUER);
  assert.ok(!text.includes("evil"));
});

test("row 9: discovery and keys can be read by any page, kept, and asked for by HEAD", async () => {
  for (const path of ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/jwks"]) {
    const answer = await get(path);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    assert.match(answer.headers.get("cache-control"), /max-age=\d+/);
    assert.equal((await fetch(`${ISSUER}${path}`, { method: "HEAD" })).status, 200);
  }
});

test("row 10: keys are public, distinct, named by their thumbprint", async () => {
  const { keys } = await (await get("/jwks")).json();
  assert.ok(keys.length >= 2);
  assert.equal(new Set(keys.map((k) => k.kid)).size, keys.length);
  for (const key of keys) {
    assert.equal(key.kid, await jose.calculateJwkThumbprint(key));
    assert.equal(key.use, "sig");
    for (const secret of ["d", "p", "q", "dp", "dq", "qi", "k"]) assert.equal(key[secret], undefined);
  }
});

test("row 11: after a rotation new keys are published and old tokens still hold", async () => {
  const client = addClient("--grant", "client_credentials", "--scope", "score:write");
  const token = await (await post("/token", { grant_type: "client_credentials" }, basic(client))).json();
  const before = (await (await get("/jwks")).json()).keys.map((k) => k.kid);
  ctl("keys", "rotate");
  // Every instance reads the keys again within half a minute.
  const deadline = Date.now() + 60000;
  let after = before;
  while (after.length === before.length && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    after = (await (await get("/jwks")).json()).keys.map((k) => k.kid);
  }
  assert.ok(before.every((kid) => after.includes(kid)));
  assert.equal(after.length, before.length + 2);
  const seen = await (await post("/introspect", { token: token.access_token }, basic(client))).json();
  assert.equal(seen.active, true);
});

test("row 18: a foreign redirect URI or an unknown client gets a page, never a redirect", async () => {
  const client = addClient();
  for (const url of [
    ask(client, { redirect_uri: "https://evil.example/callback" }),
    ask(client, { redirect_uri: `${CALLBACK}/` }),
    ask(client, { redirect_uri: `${CALLBACK}?a=b` }),
    ask({ client_id: "nobody-knows-me" }),
  ]) {
    const answer = await fetch(url, { redirect: "manual" });
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.get("location"), null);
    assert.match(answer.headers.get("content-type"), /^text\/html/);
  }
});

test("row 23: a repeated parameter is refused", async () => {
  const url = `${ask(addClient())}&state=again`;
  const answer = await fetch(url, { redirect: "manual" });
  const location = answer.headers.get("location");
  assert.ok(answer.status === 400 || new URL(location).searchParams.get("error") === "invalid_request");
  const token = await post("/token", "grant_type=client_credentials&grant_type=client_credentials", basic(addClient("--grant", "client_credentials", "--scope", "score:write")));
  assert.equal(token.status, 400);
  assert.equal((await token.json()).error, "invalid_request");
});

test("row 27: no other site's page can read the authorization endpoint", async () => {
  const answer = await fetch(ask(addClient()), { headers: { origin: "https://evil.example" }, redirect: "manual" });
  assert.equal(answer.headers.get("access-control-allow-origin"), null);
});

test("row 30: of eight parallel redemptions of a code on two instances one succeeds", async () => {
  const client = addClient();
  const code = await codeOf(client, await newPlayer());
  const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(client, code)));
  assert.ok(answers.filter((a) => a.status === 200).length <= 1);
  for (const answer of answers.filter((a) => a.status !== 200)) {
    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).error, "invalid_grant");
  }
});

test("row 31: a replayed code ends the tokens it gave", async () => {
  const client = addClient();
  const code = await codeOf(client, await newPlayer());
  const tokens = await (await redeem(client, code)).json();
  assert.equal((await userinfo(tokens.access_token)).status, 200);
  assert.equal((await redeem(client, code)).status, 400);
  assert.equal((await userinfo(tokens.access_token)).status, 401);
  assert.equal((await refresh(client, tokens.refresh_token)).status, 400);
});

test("row 32: a code is bound to its client, its redirect URI and its verifier", async () => {
  const client = addClient();
  const other = addClient();
  const browser = await newPlayer();
  for (const [who, extra] of [
    [other, {}],
    [client, { redirect_uri: "https://client.example/other" }],
    [client, { code_verifier: randomBytes(32).toString("base64url") }],
    [client, { code_verifier: "" }],
  ]) {
    const answer = await redeem(who, await codeOf(client, browser), extra);
    assert.equal(answer.status, 400);
    assert.match((await answer.json()).error, /^invalid_(grant|request)$/);
  }
});

test("row 47: tokens that are not ours are refused", async () => {
  const client = addClient();
  const tokens = await tokensOf(client);
  const claims = jose.decodeJwt(tokens.access_token);
  const { kid } = jose.decodeProtectedHeader(tokens.access_token);
  const { privateKey, publicKey } = await jose.generateKeyPair("ES256", { extractable: true });
  const ours = (await (await get("/jwks")).json()).keys;
  const pem = await jose.exportSPKI(await jose.importJWK(ours.find((k) => k.alg === "RS256"), "RS256", { extractable: true }));
  const sign = (header, key, changed = {}) =>
    new jose.SignJWT({ ...claims, ...changed }).setProtectedHeader({ typ: "at+jwt", ...header }).sign(key);
  const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url")}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`;
  const forged = {
    none,
    "another key": await sign({ alg: "ES256", kid }, privateKey),
    "its own key": await sign({ alg: "ES256", jwk: await jose.exportJWK(publicKey) }, privateKey),
    "a key from elsewhere": await sign({ alg: "ES256", kid, jku: "https://evil.example/jwks" }, privateKey),
    "our public key as a secret": await sign({ alg: "HS256", kid: ours.find((k) => k.alg === "RS256").kid }, new TextEncoder().encode(pem)),
    "a hostile kid": await sign({ alg: "ES256", kid: "../../../etc/passwd" }, privateKey),
    "an ID token": tokens.id_token,
    "a refresh token": tokens.refresh_token,
    "half a token": tokens.access_token.slice(0, -10),
    nonsense: "....",
  };
  for (const [name, token] of Object.entries(forged)) {
    const answer = await userinfo(token);
    assert.equal(answer.status, 401, name);
    assert.match(answer.headers.get("www-authenticate"), /^Bearer .*error="invalid_token"/, name);
    const play = await fetch(`${SITE}/api/game/puzzles/fr/today`, { headers: { authorization: `Bearer ${token}` } });
    assert.ok(play.status === 200 || play.status === 401, name);
    const date = (await (await fetch(`${SITE}/api/game/puzzles/fr/today`)).json()).date;
    const game = await fetch(`${SITE}/api/game/puzzles/fr/${date}/game`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(game.status, 401, name);
  }
});

test("rows 50 and 57: a refresh token used again ends its whole family", async () => {
  const client = addClient();
  const first = await tokensOf(client);
  const second = await (await refresh(client, first.refresh_token)).json();
  const third = await (await refresh(client, second.refresh_token)).json();
  // Two rotations later the first one can not be a lost reply.
  const reused = await refresh(client, first.refresh_token);
  assert.equal(reused.status, 400);
  assert.equal((await reused.json()).error, "invalid_grant");
  assert.equal((await refresh(client, third.refresh_token)).status, 400);
  assert.equal((await userinfo(third.access_token)).status, 401);
});

test("row 55: parallel refreshes on two instances agree on one successor", async () => {
  const client = addClient();
  const tokens = await tokensOf(client);
  const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(client, tokens.refresh_token)));
  const successors = new Set();
  for (const answer of answers) {
    assert.equal(answer.status, 200);
    successors.add((await answer.json()).refresh_token);
  }
  assert.equal(successors.size, 1);
  assert.equal((await refresh(client, [...successors][0])).status, 200);
});

test("rows 63 and 64: the session's cookie is HttpOnly, SameSite, and new at each sign-in", async () => {
  const browser = await newPlayer();
  const before = browser.cookies.get("motus_auth");
  assert.ok(before);
  const page = await browser.follow(await browser.get(ask(addClient(), { prompt: "login" })));
  const answer = await signIn(browser, page, browser.player);
  const line = answer.headers.getSetCookie().find((c) => c.startsWith("motus_auth="));
  assert.match(line, /HttpOnly/);
  assert.match(line, /SameSite=Lax/);
  assert.match(line, /Path=\//);
  assert.doesNotMatch(line, /Domain/i);
  assert.notEqual(browser.cookies.get("motus_auth"), before);
  const chosen = new Browser(SITE);
  chosen.cookies.set("motus_auth", "A".repeat(43));
  const form = await chosen.follow(await chosen.get(ask(addClient())));
  await signIn(chosen, form, browser.player);
  assert.notEqual(chosen.cookies.get("motus_auth"), "A".repeat(43));
});

test("row 65: a form without its token, or from another site, changes nothing", async () => {
  const { player } = await newPlayer();
  const browser = new Browser(SITE);
  const page = await browser.get("/auth/login");
  const form = page.forms.find((f) => f.field("current-password"));
  const typed = { [form.field("username")]: player, [form.field("current-password")]: PASSWORD };
  for (const options of [{ form: { ...form, values: {} } }, { form, origin: "https://evil.example" }]) {
    const answer = await browser.submit(page, typed, options);
    assert.equal(answer.status, 403);
    assert.equal(browser.cookies.get("motus_auth"), undefined);
  }
  assert.ok((await browser.submit(page, typed, { form })).status < 400);
});

test("rows 69 and 70: a wrong password and an unknown name look the same, and slow down", async () => {
  const { player } = await newPlayer();
  const texts = [];
  for (const name of [player, newName()]) {
    const browser = new Browser(SITE);
    let answer;
    for (let attempt = 0; attempt < 6; attempt++) {
      answer = await signIn(browser, await browser.get("/auth/login"), name, "not the password");
      if (attempt === 0) texts.push(`${answer.status} ${answer.html.replaceAll(name, "").replace(/value="[^"]*"/g, "")}`);
    }
    assert.equal(answer.status, 429);
    assert.ok(Number(answer.headers.get("retry-after")) >= 1);
  }
  assert.equal(texts[0], texts[1]);
});

test("rows 71 and 72: pages can't be framed, kept or looked into", async () => {
  const { cookies } = await newPlayer();
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  for (const path of ["/login", "/register", "/recover", "/authorize?client_id=x", "/logout", "/account"]) {
    const answer = await get(path, { cookie });
    assert.match(answer.headers.get("content-type"), /^text\/html/, path);
    assert.match(answer.headers.get("content-security-policy"), /frame-ancestors 'none'/, path);
    assert.match(answer.headers.get("content-security-policy"), /default-src 'none'/, path);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(answer.headers.get("cache-control"), "no-store", path);
    assert.match(answer.headers.get("referrer-policy"), /no-referrer|same-origin/, path);
    assert.equal(answer.headers.get("x-frame-options"), "DENY", path);
  }
});

test("row 73: nothing that was sent comes back as markup or as a header", async () => {
  const hostile = '"><script>alert(1)</script>';
  for (const name of ["client_id", "redirect_uri", "state", "login_hint", "continue", "ui_locales"]) {
    for (const path of ["/authorize", "/login", "/register", "/logout"]) {
      const answer = await get(`${path}?${new URLSearchParams({ [name]: hostile })}`);
      assert.ok(!(await answer.text()).includes("<script>alert"), `${path} ${name}`);
    }
  }
  const answer = await get(`/login?continue=${encodeURIComponent("/auth/authorize?a=b\r\nSet-Cookie: evil=1")}`);
  assert.ok(!answer.headers.getSetCookie().some((c) => c.startsWith("evil")));
});

test("row 74: NUL, broken escapes, bad UTF-8 and too much get 4xx", async () => {
  const client = addClient();
  for (const bad of ["%00", "%", "%zz", "%ff%fe", "a".repeat(9000)]) {
    for (const name of ["client_id", "state", "redirect_uri", "scope", "nonce"]) {
      const url = ask(client);
      url.searchParams.delete(name);
      const answer = await fetch(`${url}&${name}=${bad}`, { redirect: "manual" });
      const error = answer.headers.get("location") && new URL(answer.headers.get("location")).searchParams.get("error");
      assert.ok((answer.status >= 400 && answer.status < 500) || error, `${name}=${bad.slice(0, 9)}: ${answer.status}`);
    }
    const token = await post("/token", `grant_type=authorization_code&code=${bad}`, basic(client));
    assert.ok(token.status >= 400 && token.status < 500, `${bad.slice(0, 9)}: ${token.status}`);
  }
});

test("a continue that leads elsewhere is not followed", async () => {
  const { player } = await newPlayer();
  for (const target of ["https://evil.example/", "//evil.example/", "/\\evil.example", "/auth/authorize@evil.example", "/auth/../\\evil.example"]) {
    const browser = new Browser(SITE);
    const page = await browser.get(`/auth/login?continue=${encodeURIComponent(target)}`);
    if (page.status !== 200) continue;
    const answer = await signIn(browser, page, player);
    if (answer.location !== null) assert.equal(new URL(answer.location).origin, SITE, target);
  }
});
