// What each daemon shows at /metrics is what Prometheus takes without complaint,
// and what docs/operations.md says.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { day } from "./play.mjs";
import { TARGETS, until } from "./prometheus.mjs";

const SERVICES = ["auth", "game", "score"];

// Figures with labels that a good day may not have.
const RARE = ["motus_store_errors_total"];

const ask = (service) =>
  Promise.all(TARGETS.filter((target) => target.startsWith(`${service}=`)).map(async (target) => {
    const answer = await fetch(`http://${target.split("=")[1]}/metrics`);
    return answer.text();
  }));

// { name: { kind, help, labels } }; no labels are known of what has no sample.
const figuresOf = (text) => {
  const figures = {};
  for (const line of text.split("\n")) {
    const [, word, name, rest] = /^# (HELP|TYPE) (\S+) (.*)/.exec(line) ?? [];
    const [, sample, labels] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (word === "HELP") figures[name] = { help: rest };
    if (word === "TYPE") figures[name].kind = rest;
    if (sample)
      (figures[sample] ?? figures[sample.replace(/_(bucket|sum|count)$/, "")]).labels =
        [...(labels ?? "").matchAll(/(\w+)="/g)].map((found) => found[1]).filter((label) => label !== "le");
  }
  return figures;
};

// Those that the heading's table has, in the same form.
const documented = (heading) => {
  const text = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
  const [, section] = text.split(`\n### Figures of ${heading}\n`);
  assert.ok(section, heading);
  const rows = section.split("\n#")[0].matchAll(/^\| `(\w+)` \|(.*)\|(.*)\|(.*)\|(.*)\|$/gm);
  return Object.fromEntries([...rows].map(([, name, kind, labels, unit, help]) => [name, {
    help: help.trim(),
    kind: kind.trim(),
    labels: [...labels.matchAll(/`(\w+)`/g)].map((found) => found[1]),
    unit: unit.trim(),
  }]));
};

const lacking = (figures) =>
  Object.keys(figures).filter((name) => figures[name].labels === undefined && !RARE.includes(name));

// What is known of each figure from one instance or the other.
const merge = (instances) =>
  instances.reduce((known, figures) =>
    Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, { ...known[name], ...figure }])), {});

// What the instances of a service show, once each figure has a sample: a
// result takes a moment to be told.
const shown = async (service) => {
  const all = await until(
    async () => merge((await ask(service)).map(figuresOf)),
    (figures) => lacking(figures).length === 0,
  );
  assert.deepEqual(lacking(all), [], service);
  return all;
};

test("promtool has nothing against what is shown", async () => {
  await day();
  for (const service of SERVICES)
    for (const text of await ask(service))
      assert.equal(execFileSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" }), "", service);
});

test("docs/operations.md has each figure, as it is shown", async () => {
  await day();
  for (const service of SERVICES) {
    const figures = await shown(service);
    const rows = { ...documented("every service"), ...documented(service) };
    assert.deepEqual(Object.keys(rows).sort(), Object.keys(figures).sort(), service);
    for (const [name, { unit, ...row }] of Object.entries(rows)) {
      const { labels = row.labels, ...figure } = figures[name];
      assert.deepEqual(row, { ...figure, labels }, name);
      assert.equal(unit.startsWith("seconds"), /_seconds$/.test(name), `${name}: ${unit}`);
    }
  }
});
