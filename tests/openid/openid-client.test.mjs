// The certified client openid-client, unmodified, against two instances behind
// HAProxy, which sends each request to the next one.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import * as jose from "jose";
import * as client from "openid-client";

import { AFTER_LOGOUT, CALLBACK, ISSUER, SITE, addClient, authorize, newPlayer } from "./site.mjs";

const insecure = { execute: [client.allowInsecureRequests] };

const discover = (id, metadata, authentication) =>
  client.discovery(new URL(ISSUER), id, metadata, authentication, insecure);

// A code flow as the library does it; the tokens, and the browser that was used.
const flow = async (config, parameters = {}, browser) => {
  browser ??= await newPlayer();
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope: "openid profile",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...parameters,
  });
  const callback = await authorize(browser, url);
  const tokens = await client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  return { tokens, browser };
};

const METHODS = {
  client_secret_basic: async () => {
    const { client_id, client_secret } = addClient("--auth", "client_secret_basic");
    return discover(client_id, undefined, client.ClientSecretBasic(client_secret));
  },
  client_secret_post: async () => {
    const { client_id, client_secret } = addClient("--auth", "client_secret_post");
    return discover(client_id, undefined, client.ClientSecretPost(client_secret));
  },
  none: async () => {
    const { client_id } = addClient("--auth", "none");
    return discover(client_id, undefined, client.None());
  },
  private_key_jwt: async () => {
    const { privateKey, publicKey } = await jose.generateKeyPair("ES256", { extractable: true });
    const { mkdtempSync, writeFileSync } = await import("node:fs");
    const file = `${mkdtempSync("/tmp/motus-jwks-")}/jwks.json`;
    writeFileSync(file, JSON.stringify({ keys: [{ ...(await jose.exportJWK(publicKey)), kid: "one", use: "sig", alg: "ES256" }] }));
    const { client_id } = addClient("--auth", "private_key_jwt", "--jwks", file);
    return discover(client_id, undefined, client.PrivateKeyJwt({ key: privateKey, kid: "one" }));
  },
};

for (const [method, make] of Object.entries(METHODS)) {
  test(`row 12: the code flow with ${method}, userinfo, refresh and revocation`, async () => {
    const config = await make();
    const { tokens, browser } = await flow(config);
    const claims = tokens.claims();
    assert.equal(tokens.token_type, "bearer");
    assert.ok(tokens.expires_in > 0);
    assert.equal(claims.iss, ISSUER);
    assert.ok(Math.abs(claims.auth_time - Date.now() / 1000) < 60);
    // Rows 43 to 45: whose it is, what it came with, and nothing else.
    assert.equal(claims.azp, claims.aud);
    assert.equal(claims.at_hash, createHash("sha256").update(tokens.access_token).digest().subarray(0, 16).toString("base64url"));
    assert.equal(claims.name, undefined);

    const who = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    assert.equal(who.name, browser.player);

    const fresh = await client.refreshTokenGrant(config, tokens.refresh_token);
    assert.notEqual(fresh.refresh_token, tokens.refresh_token);
    assert.equal(fresh.claims().sub, claims.sub);
    assert.equal(fresh.claims().auth_time, claims.auth_time);

    await client.tokenRevocation(config, fresh.refresh_token);
    await assert.rejects(client.refreshTokenGrant(config, fresh.refresh_token), { error: "invalid_grant" });
    await assert.rejects(client.fetchUserInfo(config, fresh.access_token, claims.sub));
  });
}

test("row 5: an ID token is RS256, and ES256 for a client that asks", async () => {
  const { client_id, client_secret } = addClient("--id-token-alg", "ES256");
  const es = await discover(client_id, { id_token_signed_response_alg: "ES256" }, client.ClientSecretBasic(client_secret));
  const { tokens } = await flow(es);
  assert.equal(jose.decodeProtectedHeader(tokens.id_token).alg, "ES256");
  const rs = await METHODS.client_secret_basic();
  assert.equal(jose.decodeProtectedHeader((await flow(rs)).tokens.id_token).alg, "RS256");
});

test("row 16: the answer comes by form_post to a client that asks", async () => {
  const { client_id, client_secret } = addClient();
  const config = await discover(client_id, undefined, client.ClientSecretBasic(client_secret));
  const browser = await newPlayer();
  await flow(config, {}, browser); // gives consent
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope: "openid profile",
    response_mode: "form_post",
    state: "a b&c",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const page = await browser.get(url);
  assert.equal(page.status, 200);
  assert.equal(page.forms[0].action, CALLBACK);
  assert.equal(page.forms[0].values.state, "a b&c");
  const tokens = await client.authorizationCodeGrant(
    config,
    new Request(CALLBACK, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(page.forms[0].values),
    }),
    { pkceCodeVerifier: verifier, expectedState: "a b&c" },
  );
  assert.ok(tokens.access_token);
});

test("row 37: a service gets a token of its own by client_credentials", async () => {
  const { client_id, client_secret } = addClient("--grant", "client_credentials", "--scope", "score:write");
  const config = await discover(client_id, undefined, client.ClientSecretBasic(client_secret));
  const tokens = await client.clientCredentialsGrant(config, { scope: "score:write" });
  assert.equal(tokens.refresh_token, undefined);
  assert.equal(tokens.id_token, undefined);
  const jwks = jose.createRemoteJWKSet(new URL(`${ISSUER}/jwks`));
  const { payload, protectedHeader } = await jose.jwtVerify(tokens.access_token, jwks, {
    issuer: ISSUER,
    audience: `${SITE}/api`,
    typ: "at+jwt",
  });
  assert.equal(protectedHeader.alg, "ES256");
  assert.equal(payload.sub, client_id);
  assert.equal(payload.scope, "score:write");
  const seen = await client.tokenIntrospection(config, tokens.access_token);
  assert.equal(seen.active, true);
  await client.tokenRevocation(config, tokens.access_token);
  assert.deepEqual(await client.tokenIntrospection(config, tokens.access_token), { active: false });
});

test("row 60: a client signs its player out and gets them back", async () => {
  const { client_id, client_secret } = addClient();
  const config = await discover(client_id, undefined, client.ClientSecretBasic(client_secret));
  const { tokens, browser } = await flow(config);
  const url = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: AFTER_LOGOUT,
    state: "over",
  });
  const page = await browser.follow(await browser.get(url));
  assert.equal(page.location, `${AFTER_LOGOUT}?state=over`);
  // The session is dead, and so is what was given without offline_access.
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: "invalid_grant" });
});
