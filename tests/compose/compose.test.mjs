// What docs/operations.md promises of containers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Browser } from "../openid/browser.mjs";
import {
  FIGURES, PROMETHEUS, SITE, compose, containers, docker, down, inspect, serve, until, up,
} from "./containers.mjs";
import { during as whilePlayed, newPlayer, playToTheEnd, today } from "./play.mjs";

const SERVICES = ["auth", "game", "score"];
const REDIS = SERVICES.map((service) => `redis_${service}`);

// The same, and what HAProxy saw of what failed.
const during = async (act) => {
  const failed = await whilePlayed(act);
  if (failed.length > 0) console.log((await haproxySaw((status) => status >= 400)).slice(-20).join("\n"));
  return failed;
};

// What HAProxy says of requests with such a status: which instance, what state.
const haproxySaw = async (interesting) =>
  (await compose("logs", "--no-color", "haproxy")).split("\n").filter((line) => {
    const status = Number(line.match(/"status":(\d+)/)?.[1] ?? 0);
    return interesting(status) || /is (UP|DOWN)/.test(line);
  });

before(async () => {
  await up();
  for (const service of SERVICES) await serve(service, 2);
});

after(async () => {
  await down();
});

test("a player wins or loses a game, and the boards have it", async () => {
  const player = await newPlayer();
  const { puzzle, game } = await playToTheEnd(player);
  assert.ok(["won", "lost"].includes(game.outcome));
  await until("the board shows the game", async () => {
    const board = JSON.parse((await player.get(`/api/score/boards/day?language=en&date=${puzzle.date}`)).html);
    return board.entries.some(({ name }) => name === player.name);
  });
});

test("every container is hardened", async () => {
  for (const id of await containers()) {
    const { Name, Config, HostConfig, State } = await inspect(id);
    assert.ok(HostConfig.ReadonlyRootfs, `${Name}: its root can be written to`);
    assert.deepEqual(HostConfig.CapDrop, ["ALL"], Name);
    assert.deepEqual(HostConfig.SecurityOpt, ["no-new-privileges:true"], Name);
    assert.equal(HostConfig.RestartPolicy.Name, "unless-stopped", Name);
    assert.ok(!["", "0", "root"].includes(Config.User), `${Name} runs as root`);
    assert.ok(State.Health, `${Name} has no health check`);
  }
});

test("no secret is in what an engine shows of a container", async () => {
  const [auth] = await containers("auth");
  const secrets = await Promise.all(["web", "game", "score", "auth_key"].map((name) =>
    docker("exec", auth, "cat", `/secrets/${name}`)));
  for (const id of await containers()) {
    const shown = JSON.stringify(await inspect(id));
    for (const secret of secrets) {
      assert.match(secret, /^[0-9a-f]{64}$/);
      assert.ok(!shown.includes(secret));
    }
  }
});

test("a service reaches its own Redis and no other, and nobody the outside", async () => {
  const addresses = {};
  for (const redis of REDIS) {
    const [network] = Object.values((await inspect((await containers(redis))[0])).NetworkSettings.Networks);
    addresses[redis] = network.IPAddress;
  }
  for (const service of SERVICES) {
    const [id] = await containers(service);
    for (const redis of REDIS) {
      const connected = await docker("exec", id, "curl", "-s", "--max-time", "2", "-o", "/dev/null",
        "-w", "%{time_connect}", `telnet://${addresses[redis]}:6379`).catch(({ stdout }) => stdout);
      assert.equal(Number(connected) > 0, redis === `redis_${service}`, `${service} to ${redis}`);
    }
    for (const network of Object.keys((await inspect(id)).NetworkSettings.Networks))
      assert.ok((await inspect(network)).Internal, `${service} reaches the outside by ${network}`);
  }
});

test("motusctl has the provider's store in a container of it", async () => {
  const [id] = await containers("auth");
  assert.match(await docker("exec", id, "motusctl", "client", "list"), /motus-web/);
});

test("Prometheus watches every instance and HAProxy", async () => {
  await until("7 targets are up", async () => {
    const answer = await (await fetch(`${PROMETHEUS}/api/v1/query?query=up`)).json();
    const up = answer.data.result.filter(({ value }) => value[1] === "1").map(({ metric }) => metric.service).sort();
    return up.join() === "auth,auth,game,game,haproxy,score,score";
  });
});

test("instances are added and removed in one command, and nobody notices", async () => {
  const failed = await during(async (crowd) => {
    await up("--no-recreate", "--scale", "game=4");
    await serve("game", 4);
    await crowd.feels();
    await up("--no-recreate", "--scale", "game=2");
    await serve("game", 2);
  });
  assert.deepEqual(failed, []);
});

for (const service of SERVICES)
  for (const [how, word] of [["stopped", "stop"], ["killed", "kill"]])
    test(`an instance of ${service} is ${how} by its id, and nobody notices`, async () => {
      const failed = await during(async (crowd) => {
        const [id] = await containers(service);
        await docker(word, id);
        await serve(service, 1);
        await crowd.feels();
        await docker("start", id);
        await serve(service, 2);
      });
      assert.deepEqual(failed, []);
    });

for (const service of SERVICES)
  test(`the Redis of ${service} is killed: its service alone answers 503 until it is back`, async () => {
    const others = SERVICES.filter((other) => other !== service);
    const failed = await during(async (crowd) => {
      const [id] = await containers(`redis_${service}`);
      await docker("kill", id);
      await serve(service, 0);
      await crowd.feels(20, others);
      await docker("start", id);
      await serve(service, 2);
    });
    assert.deepEqual(failed.filter((line) => !line.startsWith(`${service}: `) || !line.endsWith(" 503")), []);
  });

test("HAProxy is stopped and started: who played plays on", async () => {
  const player = new Browser(SITE);
  const before = await today(player);
  const [id] = await containers("haproxy");
  await docker("stop", id);
  await docker("start", id);
  for (const service of SERVICES) await serve(service, 2);
  assert.deepEqual(await today(player), before);
});

test("Prometheus is away, and nothing changes for players", async () => {
  const failed = await during(async (crowd) => {
    const [id] = await containers("prometheus");
    await docker("kill", id);
    await crowd.feels();
    await docker("start", id);
  });
  assert.deepEqual(failed, []);
});

test("everything is stopped and started: the same word, and the game is still there", async () => {
  const player = await newPlayer();
  const { puzzle } = await playToTheEnd(player);
  const path = `/api/game/puzzles/en/${puzzle.date}/game`;
  const before = (await player.get(path)).html;
  await compose("down");
  await up();
  for (const service of SERVICES) await serve(service, 2);
  assert.equal((await player.get(path)).html, before);
});

test("what containers print is one JSON object a line, and their figures have no labels of players", async () => {
  for (const service of SERVICES) {
    const lines = (await compose("logs", "--no-color", service)).split("\n")
      .filter((line) => line.includes("|")).map((line) => line.slice(line.indexOf("|") + 1).trim());
    assert.ok(lines.length > 0);
    for (const line of lines) {
      const { time, level, service: name, instance, event } = JSON.parse(line);
      assert.ok(time && level && instance && event, line);
      assert.equal(name, service);
    }
  }
  assert.equal((await fetch(FIGURES)).status, 200);
});
