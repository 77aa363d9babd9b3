// The site of compose.yaml, with names, ports and volumes of its own.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";

const run = promisify(execFile);
export const ROOT = new URL("../../", import.meta.url).pathname;
const COMPOSE = process.env.MOTUS_COMPOSE.split(" ");

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const [page, figures, prometheus] = await Promise.all([freePort(), freePort(), freePort()]);

export const PORT = page;
export const SITE = `http://localhost:${page}`;
export const FIGURES = `http://127.0.0.1:${figures}/metrics`;
export const PROMETHEUS = `http://127.0.0.1:${prometheus}`;

const env = {
  ...process.env,
  COMPOSE: process.env.MOTUS_COMPOSE,
  COMPOSE_PROJECT_NAME: `motus-check-${process.pid}`,
  MOTUS_PORT: String(page),
  METRICS_PORT: String(figures),
  PROMETHEUS_PORT: String(prometheus),
  PUBLIC_URL: SITE,
  // All players of a test come from one address.
  LIMIT_ADDRESS: "1000000",
  LIMIT_GUESSES: "1000000",
  // What is offered beside is not what is tested.
  COMPOSE_PROFILES: "",
  LOKI: "",
};

const call = async (command, words) =>
  (await run(command, words, { cwd: ROOT, env, maxBuffer: 1 << 26 })).stdout;

export const compose = (...words) => call(COMPOSE[0], [...COMPOSE.slice(1), ...words]);
export const docker = (...words) => call("docker", words);
// A line as an operator types it; Compose is $COMPOSE.
export const shell = (line) => call("sh", ["-c", line]);

export const up = (...words) => compose("up", "-d", ...words);
export const down = () => compose("down", "--volumes", "--timeout", "2");

// The ids of a service's containers that run.
export const containers = async (service) =>
  (await docker("ps", "-q", "--filter", `label=com.docker.compose.project=${env.COMPOSE_PROJECT_NAME}`,
    ...(service ? ["--filter", `label=com.docker.compose.service=${service}`] : []))).split("\n").filter(Boolean);

export const inspect = async (id) => JSON.parse(await docker("inspect", id))[0];

// Until `what` holds; it is what the rest of the test relies on.
export const until = async (what, holds, seconds = 60) => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await holds().catch(() => false);
    if (value) return value;
    assert.ok(Date.now() < end, `in ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

// How many instances of a service HAProxy sends players to, by its figures.
export const serving = (figures, service) =>
  Number(figures.match(new RegExp(`^haproxy_backend_active_servers\\{proxy="${service}"\\} (\\d+)`, "m"))[1]);

export const serve = (service, count) =>
  until(`${count} of ${service} serve`, async () =>
    serving(await (await fetch(FIGURES)).text(), service) === count);
