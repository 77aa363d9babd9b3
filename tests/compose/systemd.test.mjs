// What docs/operations.md tells of systemd, typed on a machine that has it.
import assert from "node:assert/strict";
import { after, before, test as each } from "node:test";

import { Browser } from "../openid/browser.mjs";
import { SITE, until } from "./containers.mjs";
import { boot, halt, refusal, serve, told, type, untold } from "./machine.mjs";
import { during, guess, newPlayer, playToTheEnd, today, wordsFor } from "./play.mjs";

const SERVICES = ["auth", "game", "score"];
const ALONE = "Without containers";

const skip = await refusal();
const test = (name, act) => each(name, { skip }, act);

if (!skip) {
  before(boot);
  after(halt);
}

const allServe = async () => {
  for (const service of SERVICES) await serve(service, 2);
};

// An instance that was just started asks for the provider's keys every second
// until it has them; before, nobody can sign in there.
const arrive = () => until("a player signs in", newPlayer);

// Who has begun a game, and what it is like.
const beginGame = async () => {
  const player = new Browser(SITE);
  const puzzle = await today(player);
  const path = `/api/game/puzzles/en/${puzzle.date}/game`;
  assert.equal((await guess(player, puzzle, 1, wordsFor(puzzle)[0])).status, 201);
  return { puzzle, game: async () => JSON.parse((await player.get(path)).html).turns };
};

// Nobody notices, but players of `service` where one is named.
const unnoticed = async (act, service) => {
  const failed = await during(act);
  assert.deepEqual(failed.filter((line) => !line.startsWith(`${service}: `) || !line.endsWith(" 503")), []);
};

test("it is installed and started", async () => {
  await type(told(ALONE, "make install"), 580);
  await type(`printf '%s\n' PUBLIC_URL=${SITE} GATEWAY_URL=http://127.0.0.1:3102 >>/etc/motus/motus.conf`);
  await type(told(ALONE, "systemctl enable --now motus-"));
  await type(told(ALONE, "/etc/default/haproxy"));
  // All players of a test come from one address.
  await type("printf '%s\n' LIMIT_ADDRESS=1000000 LIMIT_GUESSES=1000000 >>/etc/default/haproxy; systemctl restart haproxy");
  await allServe();
  await arrive();
});

test("a player wins or loses a game, and the boards have it", async () => {
  const player = await arrive();
  const { puzzle } = await playToTheEnd(player);
  await until("the board shows the game", async () => {
    const board = JSON.parse((await player.get(`/api/score/boards/day?language=en&date=${puzzle.date}`)).html);
    return board.entries.some(({ name }) => name === player.name);
  });
});

test("each process is an ordinary user's, and none is root's but HAProxy's first", async () => {
  const processes = (await type("ps -eo user:20,comm --no-headers")).split("\n").map((line) => line.trim().split(/ +/));
  for (const service of SERVICES)
    assert.deepEqual([...new Set(processes.filter(([, name]) => name === `motus-${service}`).map(([user]) => user))],
      [`motus-${service}`]);
  assert.deepEqual(processes.filter(([, name]) => name === "haproxy").map(([user]) => user).sort(), ["haproxy", "root"]);
});

test("what a SQLite file lost is there again from its backup", async () => {
  const { game } = await beginGame();
  const before = await game();
  await unnoticed(() => type(told("Backup and restore", "cd /var/backups")));
  const restore = told("Backup and restore", "systemctl stop 'motus-game@*'");
  await type(`systemctl stop 'motus-game@*'; rm /var/lib/motus-game/*.sqlite*`);
  await type(restore);
  await serve("game", 2);
  assert.deepEqual(await game(), before);
  await beginGame();
});

test("each service gets a Redis", async () => {
  await type(told(ALONE, "redis-server@"));
  await allServe();
  await playToTheEnd(await arrive());
  for (const port of [6391, 6392, 6393])
    await until(`the Redis on ${port} is used`, async () => Number(await type(`redis-cli -p ${port} dbsize`)) > 0);
});

test("an instance is added, another stopped, started and killed, and nobody notices", async () => {
  await unnoticed(async (crowd) => {
    await type(told("With systemd, or on several machines", "tee -a /etc/motus/instances"));
    await serve("game", 3);
    await crowd.feels();
    for (const line of told("With systemd, or on several machines", "systemctl stop").trim().split("\n")) {
      await type(line);
      await serve("game", line.includes("start") ? 3 : 2);
      await crowd.feels();
    }
    await type("systemctl kill -s KILL motus-game@1");
    await crowd.feels();
    await serve("game", 3);
  });
});

test("each is restarted from what was installed anew, in its turn, and nobody notices", async () => {
  const started = () => type("systemctl show -P ActiveEnterTimestampMonotonic motus-{auth,score}@{1,2} motus-game@{1,2,3}");
  const before = (await started()).match(/\d+/g);
  await unnoticed(() => type(told("Upgrading", "restart.sh"), 580));
  const after = (await started()).match(/\d+/g);
  assert.equal(after.length, 7);
  after.forEach((time, i) => assert.notEqual(time, before[i]));
});

test("an instance is removed, and nobody notices", async () => {
  await unnoticed(async () => {
    await type(told("With systemd, or on several machines", "systemctl disable"));
    await serve("game", 2);
  });
});

test("secrets of services are replaced, and nobody who plays notices", async () => {
  const before = await type("cat /etc/motus/secrets/*");
  await unnoticed(() => type(told("Secrets of services", "secrets.sh")));
  assert.notEqual(await type("cat /etc/motus/secrets/*"), before);
  await playToTheEnd(await arrive());
});

test("the provider's keys are sealed from now on, and nobody notices", async () => {
  const keys = () => type("redis-cli -p 6391 --raw get v:keys");
  assert.doesNotMatch(await keys(), /"sealed"/);
  await unnoticed(() => type(told("What seals the keys", "keys rotate")));
  assert.match(await keys(), /"sealed"/);
  await arrive();
});

test("a Redis gets a password, and only its own service is away meanwhile", async () => {
  const { game } = await beginGame();
  const before = await game();
  await unnoticed(async () => {
    await type(told("A Redis' password", "requirepass"));
    await serve("game", 2);
  }, "game");
  assert.deepEqual(await game(), before);
  assert.match(await type("redis-cli -p 6392 ping"), /NOAUTH/);
});

test("the key of the days is followed by another, and nobody notices", async () => {
  const before = await today(new Browser(SITE));
  await unnoticed(() => type(told("The key of the days", "GAME_KEY_FILE")));
  assert.deepEqual(await today(new Browser(SITE)), before);
  assert.match(await type("cat /etc/motus/secrets/day"), /^\n\d{4}-\d\d-\d\d [0-9a-f]{64}\n$/);
});

test("one id finds the story of a guess in the journal", async () => {
  const player = new Browser(SITE);
  const puzzle = await today(player);
  const answer = await guess(player, puzzle, 1, wordsFor(puzzle)[0]);
  const line = told("The story of a guess", "journalctl").split("\n").find((each) => each.startsWith("journalctl"));
  await until("the journal has it", async () =>
    (await type(line.replace(/grep \S+$/, `grep ${answer.headers.get("x-request-id")}`))).includes('"route":"guess"'));
});

test("it all starts again with the machine", async () => {
  const { game } = await beginGame();
  const before = await game();
  await type("systemctl stop 'motus-*@*' haproxy 'redis-server@*' && systemctl start multi-user.target");
  await allServe();
  assert.deepEqual(await game(), before);
});

test("nothing that is told of systemd was left out", () => {
  assert.deepEqual(untold(), []);
});
