/* What the player is told when a guess or the page itself is not served. */
import assert from "node:assert/strict";
import test from "node:test";

import {
	hears, newGuest, open, readRow, typeWord, url, visit, words,
} from "./site.mjs";

const GUESSES = "**/game/guesses/*";

const SAID = {
	"wrong-length": [422, /Il faut \d+ lettres/, /It takes \d+ letters/],
	"wrong-initial": [422, /commence par [A-Z]/, /begins with [A-Z]/],
	"unknown-word": [422, /n’est pas dans le dictionnaire/,
		/not in the dictionary/],
	"not-a-word": [422, /lettres de A à Z/, /letters A to Z/],
	"turn-taken": [409, /joué ailleurs/, /played elsewhere/],
	"turn-skipped": [409, /n’en était pas là/, /not that far/],
	"game-over": [409, /déjà finie/, /over already/],
	"puzzle-closed": [410, /on ne peut plus y jouer/, /can’t be played/],
	"too-many-requests": [429, /dans 7 secondes/, /in 7 seconds/],
	"no-such-puzzle": [404, /pas de mot à cette date/, /no word on that date/],
	"store-unavailable": [503, /Rien n’est perdu/, /Nothing is lost/],
	"never-heard-of": [500, /mal passé/, /went wrong/],
};

function problem(status, code) {
	return {
		status,
		contentType: "application/problem+json",
		headers: { "Retry-After": "7" },
		body: JSON.stringify({ status, code, title: code }),
	};
}

for (const [i, lang] of ["fr", "en"].entries())
	test(`every refusal is told in words (${lang})`, async (t) => {
		const page = await visit(t,
			{ refusals: true, search: `?lang=${lang}` });
		const guess = words[lang].wrong[0];
		let reply;
		await page.route(GUESSES, (route) => route.fulfill(reply));
		await page.keyboard.type(guess.slice(1));
		for (const [code, [status, ...said]] of Object.entries(SAID)) {
			reply = problem(status, code);
			await page.keyboard.press("Enter");
			await hears(page, said[i]);
			assert.equal((await readRow(page, 0)).letters, guess, code);
		}
	});

test("a connection that breaks once is not even noticed", async (t) => {
	const page = await visit(t, { refusals: true });
	await page.route(GUESSES, (route) => route.abort(), { times: 1 });
	await typeWord(page, words.fr.wrong[0]);
	await page.locator(".row.played").waitFor();
	assert.equal(await page.locator("#notice").innerText(), "");
});

test("with no connection nothing is lost, and one can retry", async (t) => {
	const guest = await newGuest(t, { refusals: true });
	const page = await open(guest);
	await guest.setOffline(true);
	await typeWord(page, words.fr.wrong[0]);
	await hears(page, /Pas de connexion/);
	assert.equal((await readRow(page, 0)).letters, words.fr.wrong[0]);
	await guest.setOffline(false);
	await page.getByRole("button", { name: "Réessayer" }).click();
	await page.locator(".row.played").waitFor();
});

test("a page that can't load its game can try again", async (t) => {
	const guest = await newGuest(t, { refusals: true });
	const page = await guest.newPage();
	await page.route("**/api/game/**", (route) =>
		route.fulfill({ status: 503, body: "<html>" }));
	await page.goto(`${url}/`);
	await hears(page, /ne répond pas/);
	await page.unroute("**/api/game/**");
	await page.getByRole("button", { name: "Réessayer" }).click();
	await page.locator(".row.current").waitFor();
});

test("a day without a puzzle is told, and leads back to today's", async (t) => {
	const guest = await newGuest(t, { refusals: true });
	const page = await guest.newPage();
	await page.goto(`${url}/?date=2999-01-01`);
	await hears(page, /pas de mot à cette date/);
	await page.getByRole("link", { name: "Le mot du jour" }).click();
	await page.locator(".row.current").waitFor();
});
