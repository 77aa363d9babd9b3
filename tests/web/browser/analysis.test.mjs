/* What the guesses were worth, at the end of a game. */
import assert from "node:assert/strict";
import test from "node:test";

import { assertReadable } from "./contrast.mjs";
import {
	eventually, PHONE, playWord, shoot, url, visit, words,
} from "./site.mjs";

async function openAnalysis(page, name) {
	const part = page.locator("#analysis");
	await part.getByText(name).click();
	await page.locator("#analysis-table").waitFor();
	return part;
}

function rowsOf(part) {
	return part.locator("tbody tr").evaluateAll((rows) =>
		rows.map((row) => [...row.children].map((cell) => cell.innerText)));
}

test("a finished game is analysed, in French", async (t) => {
	const { answer, wrong } = words.fr;
	const page = await visit(t);
	await playWord(page, wrong[0]);
	await playWord(page, answer);
	await page.getByRole("dialog", { name: "Bravo" }).waitFor();
	const part = await openAnalysis(page, "Analyser les essais");
	assert.match(await part.locator("#analysis-said").innerText(),
		/^Adresse \d+ · chance \d+$/);
	const [first, last, ...more] = await rowsOf(part);
	assert.deepEqual(more, []);
	assert.ok(first[0].startsWith(wrong[0]), first[0]);
	assert.match(first[3], /^\d+,\d\/\d+,\d$/);
	assert.ok(last[0].startsWith(answer), last[0]);
	assert.equal(last[4], "1");
	await assertReadable(page);
});

test("a lost game is analysed, in English, on a phone", async (t) => {
	const { wrong } = words.en;
	const page = await visit(t,
		{ search: "?lang=en", viewport: PHONE, locale: "en-GB" });
	for (let turn = 0; turn < 6; turn++)
		await playWord(page, wrong[turn % wrong.length]);
	await page.locator("#result").waitFor();
	const part = await openAnalysis(page, "Analyse the guesses");
	assert.match(await part.locator("#analysis-said").innerText(),
		/^Skill \d+ · luck \d+$/);
	assert.equal((await rowsOf(part)).length, 6);
	await page.locator("#analysis-how").scrollIntoViewIfNeeded();
	await shoot(page, "analysis-phone");
	assert.ok(await page.locator("#result").evaluate((dialog) =>
		dialog.scrollWidth <= dialog.clientWidth));
});

test("it is opened with the keyboard, and closed when the page is left",
	async (t) => {
		const page = await visit(t);
		await playWord(page, words.fr.answer);
		await page.locator("#result").waitFor();
		await page.locator("#analysis summary").focus();
		await page.keyboard.press("Enter");
		await page.locator("#analysis-table").waitFor();
		await page.reload();
		await page.locator("#result-open").click();
		assert.ok(!await page.locator("#analysis-table").isVisible());
	});

test("without the server it says so, and can be asked again", async (t) => {
	const page = await visit(t, { refusals: true });
	await playWord(page, words.fr.answer);
	await page.locator("#result").waitFor();
	await page.route(`${url}/api/game/**/analysis`, (route) =>
		route.fulfill({ status: 429, headers: { "Retry-After": "1" } }));
	const part = page.locator("#analysis");
	await part.locator("summary").click();
	await eventually(() => part.locator("#analysis-said").innerText(),
		(text) => /Trop de demandes/.test(text));
	await page.unroute(`${url}/api/game/**/analysis`);
	await part.locator("summary").click();
	await part.locator("summary").click();
	await page.locator("#analysis-table").waitFor();
});
