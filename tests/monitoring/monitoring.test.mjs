// Dashboards and alerts, asked of a Prometheus that watches a site being played
// on: an expression that is wrong, or of a figure that nobody has, is found.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { parser } from "@grafana/lezer-logql";

import { choices, dashboards, expressions } from "./dashboards.mjs";
import { day } from "./play.mjs";
import { Prometheus, TARGETS, until } from "./prometheus.mjs";

const prometheus = new Prometheus();
before(async () => {
  await prometheus.start();
  await day();
});
after(() => prometheus.stop());

test("Prometheus gets figures from every instance and from HAProxy", async () => {
  const up = await until(
    async () => (await prometheus.ask("query", { query: "up == 1" })).data.result,
    (result) => result.length === TARGETS.length,
  );
  assert.equal(up.length, TARGETS.length);
  for (const { metric } of up) {
    assert.match(metric.instance, new RegExp(`^${metric.service}[12]$`));
    assert.equal(metric.job, metric.service);
  }
});

// Whether an answer has a number; NaN is what a share of nothing is.
const hasData = ({ data }) => data?.result.some(({ value }) => Number.isFinite(Number(value[1])));

test("every panel that asks Prometheus shows something once the site was played on", async () => {
  let silent = expressions("prometheus");
  assert.ok(silent.length > 0);
  // A rate needs a figure that has grown: one day after the other.
  await until(async () => {
    await day();
    const answers = await Promise.all(silent.map(({ text }) => prometheus.ask("query", { query: text })));
    answers.forEach(({ error }, i) => assert.equal(error, undefined, silent[i].name));
    silent = silent.filter((_, i) => !hasData(answers[i]));
  }, () => silent.length === 0);
  assert.deepEqual(silent.map(({ name }) => name), []);
});

test("every variable offers a choice", async () => {
  for (const { name, metric, label } of choices) {
    const { data } = await until(
      () => prometheus.ask(`label/${label}/values`, { "match[]": metric }),
      (answer) => answer.data.length > 0,
    );
    assert.ok(data.length > 0, name);
  }
});

const rules = async () => (await prometheus.ask("rules")).data.groups.flatMap((group) => group.rules);

test("every alert can be evaluated, of figures that some instance has", async () => {
  const all = await until(rules, (list) => list.every(({ health }) => health === "ok"));
  assert.ok(all.length > 0);
  const known = (await prometheus.ask("metadata")).data;
  for (const { name, query, health, lastError } of all) {
    assert.equal(health, "ok", `${name}: ${lastError}`);
    for (const [figure] of query.matchAll(/\b(?:motus|haproxy)_\w+/g))
      assert.ok(figure in known || figure.replace(/_bucket$/, "") in known, `${name}: nobody has ${figure}`);
  }
});

test("every expression that asks Loki can be parsed, and selects by labels that lines have", () => {
  const all = expressions("loki");
  assert.ok(all.length > 0);
  for (const { name, text } of all)
    parser.parse(text).iterate({
      enter: ({ type, from, to, node }) => {
        assert.ok(!type.isError, name);
        if (node.parent?.name === "Matchers") assert.match(text.slice(from, to), /^(service|instance|level)\b/, name);
      },
    });
});

// Two panels that share a place.
const overlap = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

test("every panel has a title, says what it shows, and has a place of its own", () => {
  for (const { file, panels } of dashboards) {
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length, `${file}: ids`);
    panels.forEach((panel, i) => {
      assert.ok(panel.title, `${file}, panel ${panel.id}`);
      assert.ok(panel.type === "row" || panel.description, `${file}, ${panel.title}`);
      assert.ok(panel.gridPos.x + panel.gridPos.w <= 24, `${file}, ${panel.title}`);
      for (const other of panels.slice(0, i))
        assert.ok(!overlap(panel.gridPos, other.gridPos), `${file}, ${panel.title} and ${other.title}`);
    });
  }
});
