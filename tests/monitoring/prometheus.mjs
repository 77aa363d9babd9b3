// Debian's Prometheus with the tree's own configuration, watching the site that
// tests/with-stack has started; only it looks every second.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

const CONF = new URL("../../conf/prometheus/", import.meta.url);
export const TARGETS = process.env.MOTUS_TARGETS.trim().split(" ");

const layOut = (dir) => {
  const config = readFileSync(new URL("prometheus.yml", CONF), "utf8");
  writeFileSync(join(dir, "prometheus.yml"), config.replace(/_interval: 15s/g, "_interval: 1s"));
  copyFileSync(new URL("alerts.yml", CONF), join(dir, "alerts.yml"));
  writeFileSync(join(dir, "targets.yml"), execFileSync(new URL("targets.sh", CONF).pathname, TARGETS));
};

export class Prometheus {
  #dir = mkdtempSync(join(tmpdir(), "motus-prometheus-"));
  #process;
  #url;

  async start() {
    layOut(this.#dir);
    this.#process = spawn("prometheus", [
      `--config.file=${this.#dir}/prometheus.yml`,
      `--storage.tsdb.path=${this.#dir}/data`,
      "--web.listen-address=127.0.0.1:0",
    ], { stdio: ["ignore", "ignore", "pipe"] });
    const said = [];
    for await (const line of createInterface({ input: this.#process.stderr })) {
      said.push(line);
      const found = /msg="Listening on" address=(\S+)/.exec(line);
      if (found) {
        this.#url = `http://${found[1]}/api/v1/`;
        break;
      }
    }
    assert.ok(this.#url, `Prometheus did not start:\n${said.join("\n")}`);
    this.#process.stderr.resume();
  }

  async stop() {
    const ended = new Promise((resolve) => this.#process.on("exit", resolve));
    this.#process.kill();
    await ended;
    rmSync(this.#dir, { recursive: true });
  }

  // What its API says at `path`: { status: "success", data } or { error }.
  async ask(path, parameters = {}) {
    const answer = await fetch(`${this.#url}${path}?${new URLSearchParams(parameters)}`);
    return answer.json();
  }
}

// Ask again until `good` likes the answer, for 60 seconds; then the last one.
export const until = async (ask, good) => {
  const end = Date.now() + 60_000;
  let answer = await ask();
  while (!good(answer) && Date.now() < end) {
    await pause(200);
    answer = await ask();
  }
  return answer;
};
