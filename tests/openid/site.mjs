// The site that tests/with-stack has started: its clients and its players.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";

import { Browser } from "./browser.mjs";

export const SITE = process.env.MOTUS_URL;
export const ISSUER = `${SITE}/auth`;
export const CALLBACK = "https://client.example/callback";
export const AFTER_LOGOUT = "https://client.example/bye";
export const PASSWORD = "correct horse battery staple";

// motusctl with the provider's store.
export const ctl = (...words) =>
  execFileSync(process.env.MOTUSCTL, words, {
    env: { PATH: process.env.PATH, STORE: process.env.MOTUS_AUTH_STORE },
    encoding: "utf8",
  });

// Register a client; what it is told: { client_id, client_secret }.
export const addClient = (...options) =>
  JSON.parse(
    ctl("client", "add", "--name", "A client of the tests", "--redirect-uri", CALLBACK,
      "--post-logout-redirect-uri", AFTER_LOGOUT, "--scope", "openid profile offline_access play",
      ...options),
  );

let players = 0;

// A name that nobody has; letters only, so that no two look alike.
export const newName = () =>
  `Joueur ${[...randomBytes(8)].map((b) => String.fromCharCode(97 + (b % 20))).join("")}${players++}`;

export const signIn = (browser, page, name, password = PASSWORD) => {
  const form = page.forms.find((f) => f.field("current-password"));
  assert.ok(form, `a sign-in form:\n${page.status} ${page.url}\n${page.html}`);
  return browser.submit(page, {
    [form.field("username")]: name,
    [form.field("current-password")]: password,
  }, { form });
};

// A browser of a new account that is signed in.
export const newPlayer = async (name = newName(), password = PASSWORD) => {
  const browser = new Browser(SITE);
  const page = await browser.get("/auth/register");
  const form = page.forms.find((f) => f.field("new-password"));
  assert.ok(form, `a registration form:\n${page.status}\n${page.html}`);
  const done = await browser.submit(page, {
    [form.field("username")]: name,
    [form.field("new-password")]: password,
  }, { form });
  assert.ok(done.status < 400, done.html);
  return Object.assign(browser, { player: name });
};

// From an authorization URL to the URL that the client gets, with consent.
export const authorize = async (browser, url, name = browser.player) => {
  let page = await browser.follow(await browser.get(url));
  for (let step = 0; step < 4 && page.location === null; step++) {
    if (page.forms.some((f) => f.field("current-password"))) page = await signIn(browser, page, name);
    else if (new URL(page.url).pathname === "/auth/consent")
      page = await browser.submit(page, {}, { form: page.forms.find((f) => f.buttons.some((b) => b.value === "allow")), button: "allow" });
    else break;
    page = await browser.follow(page);
  }
  assert.ok(page.location, `no way to the client:\n${page.status} ${page.url}\n${page.html}`);
  return new URL(page.location);
};
