/* What fits where, and the pictures of it. */
import assert from "node:assert/strict";
import test from "node:test";

import {
	DESK, newGuest, PHONE, playWord, shoot, url, visit, words,
} from "./site.mjs";

const TOP = [".name", ".languages", "#help-open", ".places > *", "#day-title"];
const BOARD = [...TOP, ".row .cell", ".key"];

/* The page does not scroll, and every part of it is in sight. */
async function assertFits(page, selectors) {
	const { width, height } = page.viewportSize();
	assert.deepEqual(await page.evaluate(() => [
		document.documentElement.scrollWidth,
		document.documentElement.scrollHeight]), [width, height]);
	for (const selector of selectors) {
		const boxes = await page.locator(selector).evaluateAll((parts) =>
			parts.map((part) => part.getBoundingClientRect()));
		assert.ok(boxes.length > 0, selector);
		for (const box of boxes)
			assert.ok(box.width > 0 && box.left >= 0 && box.top >= 0
				&& box.right <= width && box.bottom <= height,
			`${selector} at ${JSON.stringify(box)}`);
	}
}

for (const viewport of [PHONE, DESK])
	for (const lang of ["fr", "en"]) {
		const where = `${viewport.width}x${viewport.height}-${lang}`;
		const search = `?lang=${lang}`;
		const { answer, wrong } = words[lang];

		test(`a game that is won looks right (${where})`, async (t) => {
			const page = await visit(t, { viewport, search });
			await assertFits(page, BOARD);
			await shoot(page, `start-${where}`);
			await playWord(page, wrong[0]);
			await playWord(page, wrong[1]);
			await page.keyboard.type(answer.slice(1, 3));
			await assertFits(page, BOARD);
			await shoot(page, `playing-${where}`);
			if (viewport === DESK && lang === "fr")
				await shoot(page, "screenshot");
			await page.keyboard.type(answer.slice(3));
			await page.keyboard.press("Enter");
			await page.locator("#result").waitFor();
			await assertFits(page, ["#result", "#share"]);
			await shoot(page, `won-${where}`);
		});

		test(`a game that is lost looks right (${where})`, async (t) => {
			const page = await visit(t,
				{ viewport, search, colorScheme: "dark" });
			for (let turn = 0; turn < 6; turn++)
				await playWord(page, wrong[turn % wrong.length]);
			await page.locator("#result").waitFor();
			await assertFits(page, ["#result", "#share"]);
			await shoot(page, `lost-${where}`);
			await page.keyboard.press("Escape");
			await assertFits(page, [...TOP, ".row .cell", "#result-open"]);
			await shoot(page, `over-${where}`);
		});

		test(`the rules look right (${where})`, async (t) => {
			const page = await visit(t, { viewport, search, first: true });
			await assertFits(page, ["#help", "#help .cell", "#help button"]);
			await shoot(page, `rules-${where}`);
		});
	}

for (const length of [5, 10])
	test(`${length} letters fit on a small phone`, async (t) => {
		const guest = await newGuest(t, { viewport: PHONE });
		const puzzle = { language: "fr", date: "2026-09-23", number: 12345,
			length, initial: "C", turns: 6,
			opens_at: "2026-09-22T22:00:00Z",
			closes_at: "2026-09-24T22:00:00Z" };
		const turn = { guess: "CONFITURES".slice(0, length),
			pattern: "cpacapapca".slice(0, length) };
		await guest.route("**/api/game/**", (route) => route.fulfill({
			json: /\/game$/.test(route.request().url())
				? { puzzle, turns: [turn, turn, turn], outcome: "playing" }
				: puzzle,
		}));
		const page = await guest.newPage();
		await page.goto(`${url}/`);
		await page.locator(".row.current").waitFor();
		await assertFits(page, BOARD);
		await shoot(page, `letters-${length}`);
	});
