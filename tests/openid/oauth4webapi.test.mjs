// The certified client oauth4webapi, which leaves each step and check visible.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as oauth from "oauth4webapi";

import { CALLBACK, ISSUER, addClient, authorize, newPlayer } from "./site.mjs";

const insecure = { [oauth.allowInsecureRequests]: true };

for (const algorithm of ["oidc", "oauth2"]) {
  test(`rows 1 and 2: the whole flow from ${algorithm} discovery`, async () => {
    const issuer = new URL(ISSUER);
    const as = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm, ...insecure }),
    );
    const { client_id, client_secret } = addClient();
    const client = { client_id };
    const proof = oauth.ClientSecretBasic(client_secret);
    const browser = await newPlayer();

    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const url = new URL(as.authorization_endpoint);
    url.search = new URLSearchParams({
      client_id,
      redirect_uri: CALLBACK,
      response_type: "code",
      scope: "openid profile offline_access",
      prompt: "consent",
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
      max_age: "1000",
    });
    const answer = oauth.validateAuthResponse(as, client, await authorize(browser, url), state);
    const tokens = await oauth.processAuthorizationCodeResponse(
      as,
      client,
      await oauth.authorizationCodeGrantRequest(as, client, proof, answer, CALLBACK, verifier, insecure),
      { expectedNonce: nonce, maxAge: 1000, requireIdToken: true },
    );
    const { sub } = oauth.getValidatedIdTokenClaims(tokens);

    const who = await oauth.processUserInfoResponse(
      as,
      client,
      sub,
      await oauth.userInfoRequest(as, client, tokens.access_token, insecure),
    );
    assert.equal(who.name, browser.player);

    const fresh = await oauth.processRefreshTokenResponse(
      as,
      client,
      await oauth.refreshTokenGrantRequest(as, client, proof, tokens.refresh_token, insecure),
    );
    assert.ok(fresh.refresh_token);

    const seen = await oauth.processIntrospectionResponse(
      as,
      client,
      await oauth.introspectionRequest(as, client, proof, fresh.access_token, insecure),
    );
    assert.equal(seen.active, true);
    assert.equal(seen.sub, sub);

    await oauth.processRevocationResponse(
      await oauth.revocationRequest(as, client, proof, fresh.refresh_token, insecure),
    );
    const dead = await oauth.processIntrospectionResponse(
      as,
      client,
      await oauth.introspectionRequest(as, client, proof, fresh.access_token, insecure),
    );
    assert.equal(dead.active, false);
  });
}

test("row 17: prompt=none says login_required, and then works without a page", async () => {
  const { client_id } = addClient("--auth", "none");
  const browser = await newPlayer();
  const parameters = async (extra) => {
    const url = new URL(`${ISSUER}/authorize`);
    url.search = new URLSearchParams({
      client_id,
      redirect_uri: CALLBACK,
      response_type: "code",
      scope: "openid",
      state: "s",
      code_challenge: await oauth.calculatePKCECodeChallenge(oauth.generateRandomCodeVerifier()),
      code_challenge_method: "S256",
      ...extra,
    });
    return url;
  };
  const nobody = Object.assign(new (browser.constructor)(browser.origin), { player: "" });
  const refused = new URL((await nobody.get(await parameters({ prompt: "none" }))).location);
  assert.equal(refused.searchParams.get("error"), "login_required");
  assert.equal(refused.searchParams.get("iss"), ISSUER);
  assert.equal(refused.searchParams.get("state"), "s");
  await authorize(browser, await parameters({}));
  const given = new URL((await browser.get(await parameters({ prompt: "none" }))).location);
  assert.ok(given.searchParams.get("code"));
});
