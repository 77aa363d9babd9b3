// What a page, a rank and a result cost on boards of a thousand, a hundred
// thousand and a million players: motus-score on a Redis of its own, one request
// at a time.  Growth is at most logarithmic when a figure at a million is no
// more than twice that at a thousand: log 10^6 / log 10^3.
import { execFile, spawn } from "node:child_process";
import { createHash, generateKeyPairSync, randomInt, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { promisify } from "node:util";

const SIZES = (process.env.BENCH_PLAYERS ?? "1000,100000,1000000").split(",").map(Number);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 1000);
const KNOWN = 50; // players of whom there is more than a place on the boards
const run = promisify(execFile);
const dir = mkdtempSync("/tmp/motus-bench-");
const children = [];
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const start = (...argv) => {
  const [env] = argv.splice(-1);
  children.push(spawn(argv[0], argv.slice(1), { env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "ignore", "inherit"] }));
};

const until = async (ready) => {
  for (let i = 0; i < 200; i++) {
    if (await ready().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("a server does not start");
};

// --- tokens that the service believes, by a key set that its store has ------

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const { kty, crv, x, y } = publicKey.export({ format: "jwk" });
const kid = createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
const jwks = JSON.stringify({ keys: [{ kty, crv, x, y, kid, use: "sig", alg: "ES256" }] });
const encode = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");

const tokenOf = (url, sub, clientId, scope) => {
  const now = Math.floor(Date.now() / 1000);
  const text = `${encode({ alg: "ES256", typ: "at+jwt", kid })}.${encode({
    iss: `${url}/auth`, aud: [`${url}/api`], sub, client_id: clientId, scope, iat: now, exp: now + 3600, jti: sub,
  })}`;
  return `${text}.${sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
};

// --- requests ---------------------------------------------------------------

const ask = (method, url, token, body) =>
  new Promise((resolve, reject) => {
    const text = body && JSON.stringify(body);
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(text && { "content-type": "application/json", "content-length": Buffer.byteLength(text) }) };
    const sent = request(url, { method, headers, agent }, (answer) => {
      let got = "";
      answer.on("data", (part) => (got += part));
      answer.on("end", () => resolve({ status: answer.statusCode, body: got }));
    });
    sent.on("error", reject);
    sent.end(text);
  });

// Milliseconds of each, sorted; each must end with `status`.
const measure = async (status, each) => {
  const times = [];
  for (let i = 0; i < ROUNDS; i++) {
    const [method, url, token, body] = each(i);
    const begun = process.hrtime.bigint();
    const answer = await ask(method, url, token, body);
    times.push(Number(process.hrtime.bigint() - begun) / 1e6);
    if (answer.status !== status) throw new Error(`${method} ${url}: ${answer.status} ${answer.body}`);
  }
  return times.sort((a, b) => a - b);
};

const at = (times, part) => times[Math.floor(times.length * part)];

// --- boards -----------------------------------------------------------------

const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });
const isoWeek = (date) => {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const week = Math.ceil(((day - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86400000 + 1) / 7);
  return `${day.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
};
const boards = ["all", `day:${today}`, `week:${isoWeek(today)}`, `month:${today.slice(0, 7)}`].map((name) => `r:board:fr:${name}`);

// Players of the boards alone, spread over 400 points and 6 guesses.
const FILL = `
for i = ARGV[1] + 0, ARGV[2] - 1 do
  local points, guesses = (i * 7919) % 400 + 1, i % 6 + 1
  local member = string.format('%010x:filled%07d', 1700000000 + i, i)
  for _, board in ipairs(KEYS) do
    redis.call('ZADD', board, guesses - points * 1048576, member)
  end
end`;

const redis = (port, ...words) => run("redis-cli", ["-p", port, ...words]);

const fill = async (port, players) => {
  for (let from = 0; from < players; from += 20000)
    await redis(port, "EVAL", FILL, boards.length, ...boards, from, Math.min(from + 20000, players));
};

const result = (sub) => [
  `/api/score/results/fr/${today}/${sub}`,
  { outcome: "won", turns: 3, length: 7, red: 12, yellow: 4, blue: 5, finished_at: `${new Date(Date.now() - 1000).toISOString().slice(0, 19)}Z`, name: sub },
];

const bench = async (players) => {
  const [store, port] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  start("redis-server", "--port", store, "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "yes", "--appendfsync", "no", "--appenddirname", `aof-${players}`, {});
  await until(async () => (await redis(store, "PING")).stdout.startsWith("PONG"));
  await redis(store, "SET", "v:jwks", `${"1".padStart(16, "0")}${jwks}`);
  await redis(store, "SET", "version", "1");
  await fill(store, players - KNOWN);
  start(process.env.BENCH_SCORE, { PORT: port, PUBLIC_URL: url, GATEWAY_URL: url, STORE: `redis://127.0.0.1:${store}/0`, LOG_LEVEL: "error", TIMEZONE: "Europe/Paris" });
  await until(async () => (await ask("GET", `${url}/readyz`)).status === 200);
  const service = tokenOf(url, "motus-game", "motus-game", "score:write");
  const known = Array.from({ length: KNOWN }, (_, i) => `known${i}`);
  await until(async () => (await ask("PUT", ...[url + result("known0")[0], service, result("known0")[1]])).status < 300);
  for (const sub of known) await ask("PUT", url + result(sub)[0], service, result(sub)[1]);
  const tokens = known.map((sub) => tokenOf(url, sub, "motus-web", "openid play"));
  const cursor = () => Buffer.from(`${randomInt(players - 100)}:${"0".repeat(10)}:nobody`).toString("base64url");
  const board = `${url}/api/score/boards/all?language=fr&limit=50`;
  return {
    page: await measure(200, () => ["GET", `${board}&cursor=${cursor()}`]),
    rank: await measure(200, (i) => ["GET", `${board}&around=me`, tokens[i % KNOWN]]),
    result: await measure(201, (i) => {
      const [path, body] = result(`new${i}`);
      return ["PUT", url + path, service, body];
    }),
  };
};

const cell = (text) => String(text).padStart(12);

try {
  const columns = [];
  for (const players of SIZES) columns.push(await bench(players));
  console.log(`milliseconds of a request, ${ROUNDS} of each, one after the other\n`);
  console.log("".padEnd(26) + SIZES.map((n) => cell(`${n} pl.`)).join("") + cell("growth"));
  for (const what of ["page", "rank", "result"])
    for (const [name, part] of [["p50", 0.5], ["p99", 0.99]]) {
      const figures = columns.map((column) => at(column[what], part));
      console.log(`${{ page: "a page of 50", rank: "a rank, and its page", result: "a new result" }[what]}, ${name}`.padEnd(26) +
        figures.map((n) => cell(n.toFixed(3))).join("") + cell(`${(figures.at(-1) / figures[0]).toFixed(2)}x`));
    }
} finally {
  for (const child of children) child.kill("SIGKILL");
  rmSync(dir, { recursive: true, force: true });
}
