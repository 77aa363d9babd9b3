/* Yesterday, today, and the page that stays open over midnight. */
import assert from "node:assert/strict";
import test from "node:test";

import {
	eventually, hears, newGuest, playWord, readRow, url, visit, words,
} from "./site.mjs";

const puzzleOf = (page, date) => page.evaluate(async (when) =>
	(await fetch(`/api/game/puzzles/fr/${when}`)).json(), date);

function daysBefore(date, days) {
	const then = new Date(`${date}T00:00:00Z`);
	then.setUTCDate(then.getUTCDate() - days);
	return then.toISOString().slice(0, 10);
}

test("yesterday's word can still be played", async (t) => {
	const page = await visit(t);
	const today = await puzzleOf(page, "today");
	const yesterday = await puzzleOf(page, daysBefore(today.date, 1));
	await page.getByRole("link", { name: "Le mot d’hier" }).click();
	await page.waitForURL(`**/*date=${yesterday.date}*`);
	await page.locator(".row.current").waitFor();
	const row = await readRow(page, 0);
	assert.equal(row.letters, yesterday.initial);
	assert.equal(row.states.length, yesterday.length);
	assert.ok((await page.locator("#day-title").textContent())
		.includes(yesterday.number));
	await page.getByRole("link", { name: "Le mot du jour" }).click();
	await eventually(async () => (await readRow(page, 0)).letters,
		(letters) => letters === today.initial);
});

test("an older word is shown as closed, with its answer", async (t) => {
	const page = await visit(t);
	const { date } = await puzzleOf(page, "today");
	const old = await puzzleOf(page, daysBefore(date, 3));
	await page.goto(`${url}/?date=${old.date}`);
	await page.locator("#ending").waitFor();
	assert.match(await page.locator("#ending").innerText(),
		new RegExp(`clos[^]*${old.answer}`));
	assert.ok(!await page.locator("#keyboard").isVisible());
});

test("the countdown ends when yesterday's puzzle closes", async (t) => {
	const page = await visit(t);
	const { date } = await puzzleOf(page, "today");
	const { closes_at: end } = await puzzleOf(page, daysBefore(date, 1));
	await playWord(page, words.fr.answer);
	await page.locator("#result").waitFor();
	const [, hours, minutes, seconds] =
		/(\d+):(\d+):(\d+)/.exec(await page.locator("#result").innerText());
	const left = ((+hours * 60 + +minutes) * 60 + +seconds) * 1000;
	assert.ok(Math.abs(Date.parse(end) - Date.now() - left) < 3000);
});

test("a page left open keeps its puzzle and offers the new word", async (t) => {
	const guest = await newGuest(t);
	const page = await guest.newPage();
	await page.clock.install();
	await page.goto(`${url}/`);
	await page.locator(".row.current").waitFor();
	const today = await puzzleOf(page, "today");
	const yesterday = await puzzleOf(page, daysBefore(today.date, 1));
	const news = page.locator("#news");
	await page.getByRole("link", { name: "Le mot d’hier" }).waitFor();

	let asked = 0;
	await page.route("**/fr/today", (route) => {
		asked++;
		return route.fulfill({ json: asked < 2 ? today
			: { ...today, date: "2999-01-01" } });
	});
	await page.clock.fastForward(
		Date.parse(yesterday.closes_at) - Date.now() + 1000);
	await eventually(async () => asked, (times) => times === 1);
	assert.equal(await news.innerText(), "");
	await page.clock.fastForward(11_000);
	await eventually(() => news.innerText(),
		(text) => /Un nouveau mot est là/.test(text));

	const guess = page.waitForRequest("**/guesses/1");
	await playWord(page, words.fr.wrong[0]);
	assert.ok((await guess).url().includes(`/fr/${today.date}/`));
	await page.unroute("**/fr/today");
	await news.getByRole("link", { name: "Y jouer" }).click();
	await hears(page, /la première est/);
});
