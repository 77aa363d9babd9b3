// What the provider's endpoints do per second on one core, beside npm's
// oidc-provider and a bare Kore handler, in one run.
//
// The server is bound to one core and wrk to another; each figure is the
// median of several turns, ours and theirs in turn, so that what else the
// machine does troubles both alike; where a tenth counts, beside the bare
// handler, both are served in the same seconds.  What is compared is requests a
// second of the server's processor time, which is what a core gives: a fast
// server waits for wrk, and a machine that others share takes time away, but
// neither is counted.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { promisify } from "node:util";

import { startOurs } from "./ours.mjs";

const CONNECTIONS = 32;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const TURNS = Number(process.env.BENCH_TURNS ?? 3);
const run = promisify(execFile);
const here = new URL(".", import.meta.url).pathname;
const dir = mkdtempSync("/tmp/motus-bench-");
const children = [];

const onCore = (core, argv, options) => {
  const child = spawn("taskset", ["-c", String(core), ...argv], { stdio: ["ignore", "pipe", "inherit"], ...options });
  children.push(child);
  return child;
};

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const firstLine = (child) =>
  new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (part) => {
      text += part;
      const line = text.split("\n").find((l) => l.startsWith("{") && l.endsWith("}"));
      if (line) resolve(JSON.parse(line));
    });
    child.on("exit", () => reject(new Error("the peer ended")));
  });

const answers = async (url) => {
  for (let i = 0; i < 200; i++) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return answer.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} does not answer`);
};

const TICK = 0.01; // seconds, of Linux' accounts

// The processor time that a process and its workers have used, in seconds.
const timeOf = (pid) => {
  let ticks = 0;
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${entry}/stat`, "utf8").split(") ").at(-1).split(" ");
      if (Number(entry) === pid || Number(fields[1]) === pid) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks * TICK;
};

// One turn of wrk: requests a second of the server's time, and latencies in ms.
const measure = async ({ pid }, url, kind, authorization = "-", file = "-") => {
  const before = timeOf(pid);
  const { stdout } = await run("taskset", ["-c", "1", "wrk", "-t1", `-c${CONNECTIONS}`, `-d${SECONDS}s`, "-s",
    `${here}load.lua`, url, "--", kind, authorization, file]);
  const [served, p50, p99, errors] = stdout.match(/RESULT (.*)/)[1].split(" ").map(Number);
  return { url, errors, rate: (served * SECONDS) / (timeOf(pid) - before), p50: p50 / 1000, p99: p99 / 1000 };
};

const median = (list) => list.sort((a, b) => a.rate - b.rate)[Math.floor(list.length / 2)];

const inTurn = async (ours, theirs, turn) => [await ours(turn), await theirs(turn)];
const together = (ours, theirs, turn) => Promise.all([ours(turn), theirs(turn)]);

const compare = async (ours, theirs, serve = inTurn) => {
  const a = [], b = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const [one, other] = await serve(ours, theirs, turn);
    a.push(one);
    b.push(other);
  }
  const failed = [...a, ...b].find(({ errors }) => errors > 0);
  if (failed) throw new Error(`${failed.url}: ${failed.errors} requests failed`);
  return [median(a), median(b)];
};

const basic = ({ client_id, client_secret }) =>
  `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}`;

const file = (name, text) => {
  writeFileSync(`${dir}/${name}`, text);
  return `${dir}/${name}`;
};

let missed = 0;
const show = (name, [ours, theirs], target) => {
  const ratio = ours.rate / theirs.rate;
  if (ratio < target) missed++;
  const cells = [ours.rate.toFixed(0), theirs.rate.toFixed(0), `${ratio.toFixed(2)}x`, `${target}x`,
    `${ours.p50.toFixed(2)} / ${ours.p99.toFixed(2)}`, `${theirs.p50.toFixed(2)} / ${theirs.p99.toFixed(2)}`];
  console.log(name.padEnd(42) + cells.map((c) => c.padStart(14)).join(""));
};

const endpoint = (side, kind, body) => async (turn) => {
  const url = side.url + side.paths[kind];
  if (kind === "userinfo") return measure(side, url, "get", `Bearer ${side.access}`);
  const form = body?.(side);
  const who = kind === "token" && form ? side.service : side.client;
  if (form) return measure(side, url, "post", basic(who), file(`${side.name}-${kind}`, form));
  // A refresh token is used once: each turn has some of its own.
  const own = side.refresh.slice(turn * 2 * CONNECTIONS, (turn + 1) * 2 * CONNECTIONS);
  return measure(side, url, "refresh", basic(side.client), file(`${side.name}-refresh`, `${own.join("\n")}\n`));
};

const plain = async (ours, path) => {
  const port = await freePort();
  const bare = onCore(0, [process.env.BENCH_BARE, String(port), file("bare", await answers(ours.url + path))]);
  await answers(`http://127.0.0.1:${port}/`);
  const result = await compare(() => measure(ours, ours.url + path, "get"),
    () => measure(bare, `http://127.0.0.1:${port}/`, "get"), together);
  bare.kill();
  return result;
};

const main = async () => {
  const count = 2 * CONNECTIONS * TURNS;
  const ours = { name: "ours", ...(await startOurs({ dir, port: await freePort(), onCore, count })) };
  const peer = onCore(0, ["node", `${here}peer.mjs`, String(count)], { stdio: ["ignore", "pipe", "ignore"] });
  const theirs = { name: "theirs", pid: peer.pid, ...(await firstLine(peer)) };
  const credentials = () => "grant_type=client_credentials&scope=score:write";

  console.log(`one core, ${CONNECTIONS} connections, ${TURNS} turns of ${SECONDS} s; requests a second of processor time, p50 / p99 in ms\n`);
  console.log(" ".repeat(42) + ["ours", "baseline", "ratio", "target", "ours ms", "baseline ms"].map((c) => c.padStart(14)).join(""));
  console.log("beside oidc-provider (one process, store in memory)");
  show("client_credentials, ES256 JWT", await compare(endpoint(ours, "token", credentials), endpoint(theirs, "token", credentials)), 5);
  show("refresh, rotating, ES256 JWT and ID token", await compare(endpoint(ours, "token"), endpoint(theirs, "token")), 3);
  show("userinfo", await compare(endpoint(ours, "userinfo"), endpoint(theirs, "userinfo")), 3);
  const token = (side) => `token=${side.access}`;
  show("introspection", await compare(endpoint(ours, "introspect", token), endpoint(theirs, "introspect", token)), 3);
  console.log("beside a bare Kore handler that sends the same text");
  show("discovery", await plain(ours, "/auth/.well-known/openid-configuration"), 0.9);
  show("JWKS", await plain(ours, "/auth/jwks"), 0.9);
  console.log(missed === 0 ? "\nevery target is met" : `\n${missed} targets are missed`);
};

try {
  await main();
} finally {
  for (const child of children) child.kill();
  rmSync(dir, { recursive: true, force: true });
}
