import assert from "node:assert/strict";
import test from "node:test";

import { createApi } from "../../../web/api.js";
import { boardAsked, daysAfter } from "../../../web/board.js";
import { codeOf } from "../../../web/groups.js";
import { MESSAGES } from "../../../web/i18n.js";
import { importOf } from "../../../web/imports.js";
import { search } from "../../../web/links.js";
import { createRecord } from "../../../web/record.js";
import { createScores, explain } from "../../../web/scores.js";

/* Scores whose every request meets the next of `replies`. */
function meeting(...replies) {
	const tries = [];
	const scores = createScores(createApi({
		fetch: async (path, init) => {
			tries.push({ path, ...init });
			return replies.shift();
		},
		pause: async () => {},
	}));
	return { scores, tries };
}

const reply = (status, body) => new Response(
	body === undefined ? null : JSON.stringify(body), { status });

test("what has no value is not in an address", () => {
	assert.equal(search({ a: "1", b: null, c: undefined, d: "é&" }),
		"?a=1&d=%C3%A9%26");
});

test("a board is asked for with its period, language and date", async () => {
	const { scores, tries } = meeting(reply(200, { entries: [] }));
	await scores.board("week",
		{ language: "fr", date: "2026-03-28", around: "me" });
	assert.equal(tries[0].path, "/api/score/boards/week"
		+ "?language=fr&date=2026-03-28&around=me");
});

test("what is deleted replies with nothing", async () => {
	const { scores, tries } = meeting(reply(204));
	assert.equal(await scores.leave("a/b"), null);
	assert.equal(tries[0].path, "/api/score/groups/a%2Fb/members/me");
	assert.equal(tries[0].method, "DELETE");
});

test("a group is never made twice by one press", async () => {
	const { scores, tries } = meeting(reply(503, {}), reply(201, {}));
	await assert.rejects(scores.createGroup("Famille"), { status: 503 });
	assert.equal(tries.length, 1);
	assert.deepEqual(JSON.parse(tries[0].body), { name: "Famille" });
});

test("a score service that is away is told as that, by whoever says it",
	async () => {
		for (const code of ["unavailable", "bad-gateway", "store-unavailable"]) {
			const away = () => reply(503, { code });
			const { scores } = meeting(away(), away(), away());
			const problem = await scores.me("fr").catch((error) => error);
			assert.match(explain(MESSAGES.fr, problem), /hors d’atteinte/);
		}
	});

test("every other problem has words too", () => {
	const { en } = MESSAGES;
	assert.match(explain(en, { code: "too-many-tries", retryAfter: 61 }),
		/2 minutes/);
	assert.match(explain(en, { code: "network" }), /No connection/);
	assert.match(explain(en, { code: "never-heard-of" }), /went wrong/);
});

/* A record that is asked for, and what it is at each time. */
function asking(...records) {
	const pauses = [];
	const drawn = [];
	const record = createRecord({
		language: "fr",
		scores: { me: async () => records.shift() },
		pause: async (ms) => pauses.push(ms),
	});
	const load = () => record.load((known, missing) =>
		drawn.push([known, missing]));
	return { ...record, load, pauses, drawn };
}

test("a record is asked for once when nothing is expected of it", async () => {
	const asked = asking({ today: null });
	await asked.load();
	assert.deepEqual(asked.drawn, [[{ today: null }, false]]);
	assert.deepEqual(asked.pauses, []);
});

test("a record is asked for until today's result is there", async () => {
	const asked = asking({ today: null }, { today: null }, { today: {} });
	asked.expectToday();
	await asked.load();
	assert.deepEqual(asked.drawn.map(([, missing]) => missing),
		[true, true, false]);
	assert.ok(asked.pauses[0] < asked.pauses[1]);
});

test("a result that does not come is not waited for for ever", async () => {
	const asked = asking(...Array(9).fill({ today: null }));
	asked.expectToday();
	await asked.load();
	assert.equal(asked.drawn.length, 4);
});

test("who asks again is told, and who asked before is not", async () => {
	const asked = asking({ n: 1, today: {} }, { n: 2, today: {} });
	await Promise.all([asked.load(), asked.load()]);
	assert.deepEqual(asked.drawn.map(([{ n }]) => n), [2]);
});

test("days are counted over the ends of months and summer time", () => {
	assert.equal(daysAfter("2026-03-28", 1), "2026-03-29");
	assert.equal(daysAfter("2026-03-29", 1), "2026-03-30");
	assert.equal(daysAfter("2026-10-25", 1), "2026-10-26");
	assert.equal(daysAfter("2026-01-01", -1), "2025-12-31");
	assert.equal(daysAfter("2028-02-28", 1), "2028-02-29");
});

test("an address names its board, today's own by default", () => {
	const asked = (query) => boardAsked(new URLSearchParams(query), "fr");
	assert.deepEqual(asked(""), { period: "day", words: "fr", date: null });
	assert.deepEqual(asked("period=month&words=en&date=2026-03-28"),
		{ period: "month", words: "en", date: "2026-03-28" });
	assert.equal(asked("period=../x").period, "day");
});

test("spans are said as one says them", () => {
	const week = { period: "week", from: "2026-03-30", to: "2026-04-05" };
	assert.match(MESSAGES.fr.spanOf(week), /^30 mars\D+5 avril 2026$/);
	assert.match(MESSAGES.en.spanOf(week), /^30 March\D+5 April 2026$/);
	assert.equal(MESSAGES.fr.spanOf(
		{ period: "month", from: "2026-03-01", to: "2026-03-31" }),
	"mars 2026");
	assert.equal(MESSAGES.fr.spanOf({ period: "all", from: null, to: null }),
		"Depuis le début");
});

test("a code may come with the link that it was in", () => {
	assert.equal(codeOf(" K7M2-9QXR-3FTP "), "K7M2-9QXR-3FTP");
	assert.equal(codeOf("https://motus.example/groups#K7M2-9QXR-3FTP"),
		"K7M2-9QXR-3FTP");
});

test("an import is told by what it looks like", () => {
	const reactle = { winDistribution: [1, 2, 3, 4, 5, 6], gamesFailed: 1 };
	assert.deepEqual(importOf(JSON.stringify(reactle)),
		{ source: "reactle", body: reactle });
	const link = "https://sutom.example/#cz0xLDIsMw==";
	assert.deepEqual(importOf(`  ${link}\n`),
		{ source: "sutom", body: { code: link } });
	for (const odd of ["", "hello", "{", "[]", "null", "12345678",
		"two words of text"])
		assert.equal(importOf(odd), null, odd);
});

test("of an export only the statistics are sent", () => {
	const statistics = { games: 1, wins: 1, lost: 0 };
	const { source, body } = importOf(JSON.stringify({
		format: "motus-record", version: 1, exported_at: "x", player: {},
		languages: { fr: { statistics, results: [{}, {}] }, en: null },
		imports: {},
	}));
	assert.equal(source, "motus");
	assert.deepEqual(body, { format: "motus-record", version: 1,
		languages: { fr: { statistics }, en: { statistics: undefined } } });
});
