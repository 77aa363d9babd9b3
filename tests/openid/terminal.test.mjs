// The program motus signs in: authorization code with PKCE, for a public client
// whose redirect URI is this machine (RFC 8252).
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";

import { SITE, authorize, newPlayer } from "./site.mjs";

const MOTUS = join(process.env.builddir, "tools/motus/motus");
const folder = mkdtempSync(join(tmpdir(), "motus-terminal-"));
after(() => rmSync(folder, { recursive: true }));

let homes = 0;
const newHome = () => ({ PATH: process.env.PATH, HOME: join(folder, String(homes++)), LANG: "en_GB.UTF-8" });

const motus = (env, input, ...words) => {
  const { status, stdout, stderr } = spawnSync(MOTUS, [...words, "--server", SITE], { env, input, encoding: "utf8" });
  return { status, said: stdout + stderr };
};

// Begin to sign in; the address that the player is to open, and the end.
const beginLogin = async (env, ...words) => {
  const child = spawn(MOTUS, ["login", "--server", SITE, ...words], { env });
  let said = "";
  const ended = new Promise((resolve) => child.on("close", (status) => resolve({ status, said })));
  const url = await new Promise((resolve, reject) => {
    const look = (part) => {
      said += part;
      const found = said.match(/^(http\S+)\n[^]*paste/m);
      if (found) resolve(new URL(found[1]));
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    ended.then(() => reject(new Error(said)));
  });
  return { child, url, ended };
};

test("a player signs in, plays as the same on another machine, and signs out", async () => {
  const player = await newPlayer();
  const env = newHome();
  const { url, ended, child } = await beginLogin(env);
  assert.equal(url.searchParams.get("code_challenge_method"), "S256");
  const callback = await authorize(player, url.href);
  assert.equal(callback.hostname, "127.0.0.1");
  assert.equal((await fetch(new URL("/favicon.ico", callback))).status, 404);
  const forged = new URL(callback);
  forged.searchParams.set("state", "another");
  assert.equal((await fetch(forged)).status, 404);
  const page = await fetch(callback);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /terminal/);
  child.stdin.end();
  assert.deepEqual((await ended).status, 0, (await ended).said);

  const wrong = process.env.MOTUS_WRONG_EN.split(",")[0];
  assert.equal(motus(env, `${wrong}\n`, "play").status, 2);

  // Another machine: the browser's last address is pasted.
  const other = newHome();
  const second = await beginLogin(other);
  const pasted = await authorize(player, second.url.href);
  second.child.stdin.write("nonsense\n");
  second.child.stdin.end(`${pasted.href}\n`);
  assert.equal((await second.ended).status, 0, (await second.ended).said);
  assert.match((await second.ended).said, /not the address that belongs to it/);
  const end = motus(other, `${process.env.MOTUS_ANSWER_EN}\n`, "play");
  assert.equal(end.status, 0, end.said);
  assert.match(end.said, / 2\/6/);

  assert.equal(motus(env, "", "logout").status, 0);
  const guest = motus(env, "", "play", "--json");
  assert.equal(guest.status, 2);
  assert.doesNotMatch(guest.said, /"turn"/);
});

test("a sign-in that is not allowed ends, and says why", async () => {
  const player = await newPlayer();
  const { url, ended } = await beginLogin(newHome());
  let page = await player.follow(await player.get(url.href));
  const form = page.forms.find((f) => f.buttons.some((b) => b.value === "allow"));
  assert.ok(form, page.html);
  const button = form.buttons.find((b) => b.value !== "allow").value;
  page = await player.follow(await player.submit(page, {}, { form, button }));
  assert.equal((await fetch(page.location)).status, 200);
  assert.equal((await ended).status, 77);
  assert.match((await ended).said, /access_denied/);
});

test("for a script all is JSON", async () => {
  const player = await newPlayer();
  const env = newHome();
  const child = spawn(MOTUS, ["login", "--json", "--server", SITE], { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { open } = JSON.parse((await lines.next()).value);
  await fetch(await authorize(player, open));
  assert.deepEqual(JSON.parse((await lines.next()).value), { signed_in: true });
  assert.equal(await ended, 0);
  assert.deepEqual(JSON.parse(motus(env, "", "logout", "--json").said), { signed_in: false });
});

test("a client that is not registered signs nobody in", async () => {
  const { url, child, ended } = await beginLogin(newHome(), "--client", "nobody");
  const player = await newPlayer();
  const page = await player.get(url.href);
  assert.equal(page.status, 400);
  child.kill();
  await ended;
});
