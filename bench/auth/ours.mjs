// motus-auth as the bench wants it: one worker, its store in memory, a player
// and enough tokens, by the clients that every site has.
import { createHash, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";

import { Browser } from "../../tests/openid/browser.mjs";

const VERIFIER = randomBytes(32).toString("base64url");
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");
const SECRET = "the-secret-of-the-bench-0123456789";

const ready = async (url) => {
  for (let i = 0; i < 200; i++) {
    if ((await fetch(`${url}/readyz`).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("motus-auth does not start");
};

const register = async (browser) => {
  const page = await browser.get("/auth/register");
  const form = page.forms.find((f) => f.field("new-password"));
  await browser.submit(
    page,
    { [form.field("username")]: "Bench", [form.field("new-password")]: "correct horse battery staple" },
    { form },
  );
};

const tokensOf = async (browser, url, client) => {
  const callback = `${url}/api/session/callback`;
  const ask = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: callback,
    response_type: "code",
    scope: "openid profile",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
  });
  const page = await browser.get(`/auth/authorize?${ask}`);
  const answer = await fetch(`${url}/auth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString("base64")}` },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      redirect_uri: callback,
      code_verifier: VERIFIER,
      code: new URL(page.location).searchParams.get("code"),
    }),
  });
  return answer.json();
};

// `count` refresh tokens, an access token, and where they are sent.
export const startOurs = async ({ dir, port, onCore, count }) => {
  const url = `http://127.0.0.1:${port}`;
  const secret = `${dir}/secret`;
  writeFileSync(secret, `${SECRET}\n`);
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    PUBLIC_URL: url,
    GATEWAY_URL: url,
    STORE: "memory:",
    LOG_LEVEL: "error",
    WEB_SECRET_FILE: secret,
    GAME_SECRET_FILE: secret,
  };
  const { pid } = onCore(0, [process.env.BENCH_AUTH, "-d", process.env.BENCH_FOLDER], { env });
  await ready(url);
  const web = { client_id: "motus-web", client_secret: SECRET };
  const browser = new Browser(url);
  await register(browser);
  const tokens = [];
  for (let i = 0; i < count; i++) tokens.push(await tokensOf(browser, url, web));
  return {
    pid,
    url,
    client: web,
    service: { client_id: "motus-game", client_secret: SECRET },
    refresh: tokens.map((t) => t.refresh_token),
    access: tokens[0].access_token,
    paths: { token: "/auth/token", userinfo: "/auth/userinfo", introspect: "/auth/introspect" },
  };
};
