// Grafana's dashboards, and what they ask for.
import { readFileSync, readdirSync } from "node:fs";

const FOLDER = new URL("../../conf/grafana/dashboards/", import.meta.url);

export const dashboards = readdirSync(FOLDER).map((file) => ({
  file,
  ...JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")),
}));

// What Grafana puts in place of its variables, with everything chosen.
const fill = (dashboard, text) => {
  const chosen = dashboard.templating.list.map((one) => [one.name, one.allValue ?? "an-id"]);
  const values = { __rate_interval: "1m", __range: "5m", __auto: "1m", ...Object.fromEntries(chosen) };
  return text.replace(/\$(\w+)/g, (whole, name) => values[name] ?? whole);
};

// Every expression of the panels that ask `type`, "prometheus" or "loki".
export const expressions = (type) =>
  dashboards.flatMap((dashboard) =>
    dashboard.panels.filter((panel) => panel.datasource?.type === type).flatMap((panel) =>
      panel.targets.map(({ expr }) => ({
        name: `${dashboard.file}, ${panel.title}: ${expr}`,
        text: fill(dashboard, expr),
      })),
    ),
  );

// The figures and labels that variables are filled from.
export const choices = dashboards.flatMap(({ file, templating }) =>
  templating.list.filter(({ type }) => type === "query").map(({ name, definition }) => {
    const [, metric, label] = /^label_values\((\w+), (\w+)\)$/.exec(definition);
    return { name: `${file}, $${name}`, metric, label };
  }),
);
