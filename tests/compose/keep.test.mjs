// What docs/operations.md promises of backups and upgrades with containers.
import assert from "node:assert/strict";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Browser } from "../openid/browser.mjs";
import { SITE, compose, containers, down, serve, shell, up } from "./containers.mjs";
import { during, guess, today, wordsFor } from "./play.mjs";

const SERVICES = ["auth", "game", "score"];
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "motus-keep-"));
  await up();
  for (const service of SERVICES) await serve(service, 2);
});

after(async () => {
  await down();
  await rm(folder, { recursive: true });
});

test("what a Redis lost is there again from its backup", async () => {
  const player = new Browser(SITE);
  const puzzle = await today(player);
  const path = `/api/game/puzzles/en/${puzzle.date}/game`;
  await player.get(path);
  assert.equal((await guess(player, puzzle, 1, wordsFor(puzzle)[0])).status, 201);
  const game = (await player.get(path)).html;

  const copy = join(folder, "motus-game");
  await shell(`$COMPOSE run --rm -T --no-deps game sh -c 'motusctl backup /tmp/copy && cat /tmp/copy' >${copy}`);
  assert.ok((await stat(copy)).size > 100);
  await compose("stop", "game");
  await compose("exec", "-T", "redis_game", "redis-cli", "flushall");
  await shell(`$COMPOSE run --rm -T --no-deps game sh -c 'cat >/tmp/copy && motusctl restore /tmp/copy' <${copy}`);
  await compose("start", "game");
  await serve("game", 2);
  assert.equal((await player.get(path)).html, game);
});

test("containers are replaced by new ones, and nobody notices", async () => {
  const old = await Promise.all(SERVICES.map((service) => containers(service)));
  assert.deepEqual(await during(() => shell(`conf/upgrade.sh ${SERVICES.join(" ")}`)), []);
  const now = await Promise.all(SERVICES.map((service) => containers(service)));
  assert.deepEqual(now.map((ids) => ids.length), [2, 2, 2]);
  assert.deepEqual(now.flat().filter((id) => old.flat().includes(id)), []);
});
