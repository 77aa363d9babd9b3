/* French and English: the words of the page, and the puzzle. */
import assert from "node:assert/strict";
import test from "node:test";

import { newGuest, open, playWord, readRow, visit, words } from "./site.mjs";

const languageOf = (page) => page.locator("html").getAttribute("lang");
const firstKeys = (page) => page.locator(".keys").first().innerText();

test("the switch changes page and puzzle, and is remembered", async (t) => {
	const guest = await newGuest(t);
	const page = await open(guest);
	assert.equal(await languageOf(page), "fr");
	assert.match(await firstKeys(page), /^A\s*Z\s*E/);

	await page.getByRole("link", { name: "English" }).click();
	await page.waitForURL(/lang=en/);
	await page.locator(".row.current").waitFor();
	assert.equal(await languageOf(page), "en");
	assert.match(await firstKeys(page), /^Q\s*W\s*E/);
	assert.match(await page.locator("#notice").innerText(), /letters, the first is/);
	const row = await readRow(page, 0);
	assert.equal(row.letters, words.en.answer[0]);
	assert.equal(row.states.length, words.en.answer.length);

	assert.equal(await languageOf(await open(guest)), "en");
});

test("an English game is won in English", async (t) => {
	const page = await visit(t, { search: "?lang=en" });
	await playWord(page, words.en.answer);
	await page.locator("#result").waitFor();
	assert.match(await page.locator("#result").innerText(),
		/Well done![^]*Found in 1 guess · \d+ points[^]*Next word in/);
});

test("the first visit follows the browser, French unless English", async (t) => {
	for (const [locale, language] of [["en-GB", "en"], ["de-DE", "fr"]])
		assert.equal(await languageOf(await visit(t, { locale })), language);
});

test("the address has the last word", async (t) => {
	const page = await visit(t, { locale: "en-GB", search: "?lang=fr" });
	assert.equal(await languageOf(page), "fr");
	assert.equal((await readRow(page, 0)).letters, words.fr.answer[0]);
});

test("no element is left without its text", async (t) => {
	for (const search of ["?lang=fr", "?lang=en"]) {
		const page = await visit(t, { search });
		const bare = await page.evaluate(() =>
			[...document.querySelectorAll("[data-text], [data-label]")]
				.filter((element) => /^(undefined)?$/.test(element.textContent
					+ (element.getAttribute("aria-label") ?? "")))
				.map((element) => element.outerHTML));
		assert.deepEqual(bare, []);
	}
});
