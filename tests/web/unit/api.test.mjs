import assert from "node:assert/strict";
import test from "node:test";

import { createApi, placeOfCustom, placeOfDay } from "../../../web/api.js";

const puzzle = { language: "fr", date: "2026-03-05" };
const place = placeOfDay("fr", "2026-03-05");

/* An api whose every try meets the next of `replies`: a Response, or an Error. */
function meeting(...replies) {
	const tries = [];
	const pauses = [];
	const renewed = [];
	const api = createApi({
		renewed: (session) => renewed.push(session),
		fetch: async (path, init) => {
			tries.push({ path, ...init });
			const reply = replies.shift();
			if (reply instanceof Error)
				throw reply;
			return reply;
		},
		pause: async (ms) => pauses.push(ms),
	});
	return { api, tries, pauses, renewed };
}

function reply(status, body, headers) {
	const text = typeof body === "string" ? body : JSON.stringify(body);
	return new Response(text, { status, headers });
}

const broken = () => new TypeError("fetch failed");

test("a puzzle is asked for by language and date", async () => {
	const { api, tries } = meeting(reply(200, puzzle));
	assert.deepEqual(await api.puzzle(placeOfDay("fr", "today")), puzzle);
	assert.equal(tries[0].path, "/api/game/puzzles/fr/today");
});

test("what somebody made is made by a POST and asked for by its token", async () => {
	const { api, tries } = meeting(
		reply(201, { token: "abc" }), reply(200, { turns: [] }));
	const { token } = await api.makePuzzle({ language: "fr", length: 7 });
	await api.game(placeOfCustom(token));
	assert.deepEqual(tries.map(({ method, path }) => [method, path]), [
		["POST", "/api/game/customs"],
		[undefined, "/api/game/customs/abc/game"],
	]);
	assert.equal(tries[0].body, '{"language":"fr","length":7}');
});

test("a guess is put on its turn, with its date", async () => {
	const { api, tries } = meeting(reply(201, { turns: [] }));
	await api.guess(place, 3, "CHATEAU");
	assert.equal(tries[0].path,
		"/api/game/puzzles/fr/2026-03-05/game/guesses/3");
	assert.equal(tries[0].method, "PUT");
	assert.equal(tries[0].headers["Content-Type"], "application/json");
	assert.deepEqual(JSON.parse(tries[0].body), { guess: "CHATEAU" });
});

test("the server's code is the problem's", async () => {
	const { api, tries } = meeting(reply(422, { code: "unknown-word" }));
	await assert.rejects(api.guess(place, 1, "CHATEAX"),
		{ code: "unknown-word", status: 422 });
	assert.equal(tries.length, 1);
});

test("a guess is sent again when the connection breaks", async () => {
	const { api, tries, pauses } = meeting(
		broken(), broken(), reply(200, { turns: [1] }));
	assert.deepEqual(await api.guess(place, 1, "CHATEAU"), { turns: [1] });
	assert.equal(tries.length, 3);
	assert.deepEqual(tries[2].body, tries[0].body);
	assert.ok(pauses.length === 2 && pauses[0] < pauses[1]);
});

for (const status of [502, 503, 504])
	test(`a guess is sent again after a ${status}`, async () => {
		const { api, tries } = meeting(
			reply(status, "<html>"), reply(201, { turns: [1] }));
		await api.guess(place, 1, "CHATEAU");
		assert.equal(tries.length, 2);
	});

test("after three broken tries the player hears of it", async () => {
	const { api, tries } = meeting(broken(), broken(), broken());
	await assert.rejects(api.game(place), { code: "network" });
	assert.equal(tries.length, 3);
});

test("a gateway with no instance is told as an unavailable store", async () => {
	const { api } = meeting(...[1, 2, 3].map(() => reply(503, "<html>")));
	await assert.rejects(api.game(place),
		{ code: "store-unavailable", status: 503 });
});

test("too many requests say when to come back, and wait for it", async () => {
	const { api, tries } = meeting(
		reply(429, "slow down", { "Retry-After": "7" }));
	await assert.rejects(api.guess(place, 1, "CHATEAU"),
		{ code: "too-many-requests", retryAfter: 7 });
	assert.equal(tries.length, 1);
});

test("a reply that is not JSON is unexpected", async () => {
	for (const odd of [reply(200, "<html>"), reply(500, "oops"),
		reply(418, { code: 1 })]) {
		const { api } = meeting(odd);
		await assert.rejects(api.puzzle(placeOfDay("fr", "today")),
			{ code: "unexpected" });
	}
});

test("a body that breaks off is a broken connection", async () => {
	const body = new ReadableStream({
		start: (stream) => stream.error(broken()),
	});
	const { api, tries } = meeting(new Response(body), reply(200, puzzle));
	assert.deepEqual(await api.puzzle(placeOfDay("fr", "today")), puzzle);
	assert.equal(tries.length, 2);
});

const expired = () => reply(401, { code: "token-expired" });
const session = { player: { id: "a", name: "Zoé" }, guest: false };

test("a token that ran out is renewed, and the guess sent again", async () => {
	const { api, tries, renewed } = meeting(
		expired(), reply(200, session), reply(201, { turns: [1] }));
	assert.deepEqual(await api.guess(place, 1, "CHATEAU"), { turns: [1] });
	assert.deepEqual(tries.map(({ path }) => path), [
		"/api/game/puzzles/fr/2026-03-05/game/guesses/1",
		"/api/session/refresh",
		"/api/game/puzzles/fr/2026-03-05/game/guesses/1",
	]);
	assert.equal(tries[1].method, "POST");
	assert.equal(tries[2].body, tries[0].body);
	assert.deepEqual(renewed, [session]);
});

test("who is signed out plays on as a guest", async () => {
	const { api, renewed } = meeting(expired(),
		reply(401, { code: "signed-out" }), reply(200, { turns: [] }));
	assert.deepEqual(await api.game(place), { turns: [] });
	assert.deepEqual(renewed, [null]);
});

test("a token is renewed once for a request, not for ever", async () => {
	const { api, tries } = meeting(
		expired(), reply(200, session), expired());
	await assert.rejects(api.session(), { code: "token-expired" });
	assert.equal(tries.length, 3);
});

test("requests that wait for a renewal wait for the same one", async () => {
	const { api, tries } = meeting(expired(), expired(),
		reply(200, session), reply(200, session), reply(200, { turns: [] }));
	await Promise.all([api.session(), api.game(place)]);
	assert.equal(tries.filter(({ path }) =>
		path === "/api/session/refresh").length, 1);
	assert.equal(tries.length, 5);
});

test("a renewal whose reply was lost is asked for again", async () => {
	const { api, tries, renewed } = meeting(
		broken(), reply(503, "<html>"), reply(200, session));
	await api.renew();
	assert.equal(tries.length, 3);
	assert.deepEqual(renewed, [session]);
});

test("a provider that is away signs nobody out", async () => {
	const away = () => reply(503, { code: "auth-unavailable" });
	const { api, renewed } = meeting(expired(), away(), away(), away());
	await assert.rejects(api.game(place),
		{ code: "auth-unavailable" });
	assert.deepEqual(renewed, []);
});

test("signing out says where the rest of it is done", async () => {
	const { api, tries } = meeting(reply(200, { end_session: "/auth/x" }));
	assert.deepEqual(await api.signOut(), { end_session: "/auth/x" });
	assert.equal(tries[0].path, "/api/session/logout");
	assert.equal(tries[0].method, "POST");
});
