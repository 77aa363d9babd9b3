// A machine with systemd, in a container, whose operator types what is told.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

import { PORT, ROOT, docker, serving, until } from "./containers.mjs";

const NAME = `motus-machine-${process.pid}`;
const CGROUPS = "/sys/fs/cgroup";

// --- what docs/operations.md tells ---------------------------------------------

const MANUAL = readFileSync(`${ROOT}docs/operations.md`, "utf8");

// The commands under a heading, a text for each block of them.
const blocksIn = (text) => [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block);

const sectionOf = (heading) => {
  const [, , rest] = MANUAL.match(new RegExp(`^(#+) ${heading}\\n([\\s\\S]*)`, "m")) ?? assert.fail(`no ${heading}`);
  return rest.split(/^#+ /m)[0];
};

const typed = new Set();

// The one block under `heading` that has `word`.
export const told = (heading, word) => {
  const blocks = blocksIn(sectionOf(heading)).filter((block) => block.includes(word));
  assert.equal(blocks.length, 1, `${blocks.length} blocks under "${heading}" have "${word}"`);
  typed.add(blocks[0]);
  return blocks[0];
};

// What the manual tells of systemd and nobody has typed.
export const untold = () => blocksIn(MANUAL).filter((block) => /\b(sudo|systemctl)\b/.test(block) && !typed.has(block));

// --- the machine ---------------------------------------------------------------

// What systemd needs to keep its units apart.
const RIGHTS = ["--cap-add", "SYS_ADMIN", "--cap-add", "SYS_PTRACE",
  "--security-opt", "seccomp=unconfined", "--security-opt", "apparmor=unconfined",
  "--cgroupns", "host", "-v", `${CGROUPS}:${CGROUPS}`];

// Why this engine gives nobody these rights; false: it does.
export const refusal = () =>
  docker("run", "--rm", ...RIGHTS, "debian:bookworm-slim", "mount", "--make-rshared", "/").then(
    () => false, (error) => `no machine in a container here: ${error.message}`);

export const boot = async () => {
  await docker("build", "-q", "--target", "machine", "-t", "motus-machine", ROOT);
  await docker("run", "-d", "--name", NAME, "--hostname", "motus", "-p", `127.0.0.1:${PORT}:3101`, ...RIGHTS,
    "--tmpfs", "/run", "--tmpfs", "/tmp", "motus-machine");
  await until("systemd has started", async () =>
    /running|degraded/.test(await type("systemctl is-system-running || true")));
};

export const halt = () => docker("rm", "-f", "-v", NAME);

// Type a line, or more, in the folder of the sources; what they print.
export const type = (lines, seconds = 300) =>
  new Promise((resolve, reject) => {
    const shell = spawn("docker", ["exec", "-i", "-w", "/src", NAME, "timeout", String(seconds), "bash", "-eo", "pipefail"]);
    let out = "", said = "";
    shell.stdout.on("data", (part) => (out += part));
    shell.stderr.on("data", (part) => (said += part));
    shell.on("close", (code) => (code === 0 ? resolve(out) : reject(new Error(`${code}: ${lines}\n${out.slice(-2000)}${said.slice(-2000)}`))));
    shell.stdin.end(lines);
  });

export const serve = (service, count) =>
  until(`${count} of ${service} serve`, async () =>
    serving(await type("curl -fs http://127.0.0.1:3010/metrics"), service) === count);
