/* Hints: asked for, told, and shown at the end. */
import assert from "node:assert/strict";
import test from "node:test";

import { assertReadable } from "./contrast.mjs";
import {
	eventually, hears, newGuest, playWord, url, visit, words,
} from "./site.mjs";

/* A page with a puzzle that somebody made of `word`. */
async function openCustom(t, language, word, options = {}) {
	const reply = await fetch(`${url}/api/game/customs`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ language, word }),
	});
	assert.equal(reply.status, 201);
	const context = await newGuest(t, options);
	const page = await context.newPage();
	await page.goto(`${(await reply.json()).link}?lang=${language}`);
	await page.locator(".row.current").waitFor();
	return page;
}

function heard(page) {
	return page.locator("#notice").innerText();
}

test("a hint is told in French, again after a reload, and shown at the end",
	async (t) => {
		const { answer, wrong } = words.fr;
		const page = await openCustom(t, "fr", answer);
		const ask = page.getByRole("button", { name: "Un indice" });
		await playWord(page, wrong[0]);
		await page.keyboard.type("z");
		await ask.click();
		await hears(page, /^Indice\s: essayez [A-Z]+\.$/);
		const told = await heard(page);
		assert.equal(await page.locator(".row.current .letter").nth(1)
			.textContent(), "Z");
		await assertReadable(page);
		await page.reload();
		await page.locator(".row.current").waitFor();
		await ask.click();
		await eventually(() => heard(page), (text) => text === told);
		await playWord(page, answer);
		await page.locator("#result").waitFor();
		assert.match(await page.locator("#result-pattern")
			.getAttribute("aria-label"), /placé\. Avec un indice\.$/);
		assert.match(await page.locator("#result-pattern").innerText(), /💡/);
		assert.ok(!await ask.isVisible());
	});

test("a hint is told in English", async (t) => {
	const page = await openCustom(t, "en", words.en.answer,
		{ locale: "en-GB" });
	await page.getByRole("button", { name: "A hint" }).click();
	await hears(page, /^Hint: try [A-Z]+\.$/);
});

test("the word of the day has no hint unless the site has them", async (t) => {
	const page = await visit(t);
	assert.ok(!await page.locator("#hint").isVisible());
});

test("a hint that can't be had costs nothing, and says why", async (t) => {
	const page = await openCustom(t, "fr", words.fr.answer,
		{ refusals: true });
	await page.route(`${url}/api/game/**/hints/*`, (route) => route.fulfill({
		status: 404,
		contentType: "application/problem+json",
		body: JSON.stringify({ code: "not-analysed" }),
	}));
	await page.locator("#hint").click();
	await hears(page, /pas d’indice/);
	await playWord(page, words.fr.wrong[0]);
});
