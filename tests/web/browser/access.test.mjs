/* Playing with the keyboard alone, by ear, and with whatever eyes one has. */
import assert from "node:assert/strict";
import test from "node:test";

import { assertReadable } from "./contrast.mjs";
import {
	DESK, eventually, newGuest, playWord, readRow, typeWord, visit, words,
} from "./site.mjs";

const { answer, wrong } = words.fr;
const focused = (page) => page.evaluate(() =>
	document.activeElement.id || document.activeElement.tagName);

test("the rules open on the first visit, close by Escape, and stay closed",
	async (t) => {
		const page = await visit(t, { first: true });
		const help = page.getByRole("dialog", { name: "Comment jouer" });
		await help.waitFor();
		await page.keyboard.press("Escape");
		await help.waitFor({ state: "hidden" });
		await playWord(page, wrong[0]);
		await page.reload();
		await page.locator(".row.played").waitFor();
		assert.ok(!await help.isVisible());
	});

test("Enter after the rules plays, and does not open them again", async (t) => {
	const page = await visit(t);
	await page.getByRole("button", { name: "Règles du jeu" }).click();
	const help = page.getByRole("dialog", { name: "Comment jouer" });
	await help.getByRole("button", { name: "Jouer" }).click();
	assert.equal(await focused(page), "help-open");
	await playWord(page, wrong[0]);
	assert.ok(!await help.isVisible());
});

test("letters are not typed behind an open dialog", async (t) => {
	const page = await visit(t);
	await page.getByRole("button", { name: "Règles du jeu" }).click();
	await page.keyboard.type("abc");
	await page.keyboard.press("Escape");
	assert.equal((await readRow(page, 0)).letters, answer[0]);
});

test("the end is announced, closes by Escape, and can be opened again",
	async (t) => {
		const page = await visit(t);
		await playWord(page, answer);
		const result = page.getByRole("dialog", { name: "Bravo" });
		await result.waitFor();
		assert.equal(await focused(page), "result-title");
		await page.keyboard.press("Escape");
		await result.waitFor({ state: "hidden" });
		assert.equal(await focused(page), "result-open");
		await page.keyboard.press("Enter");
		await result.waitFor();
	});

test("every control is reached by Tab, and shows that it has the focus",
	async (t) => {
		const page = await visit(t);
		const reached = new Set();
		for (let i = 0; i < 60; i++) {
			await page.keyboard.press("Tab");
			const stop = await page.evaluate(() => {
				const element = document.activeElement;
				const marked = [element, element.querySelector(".current .cell")]
					.some((part) => part
						&& getComputedStyle(part).outlineStyle === "solid");
				return { name: element.id || element.dataset.key,
					marked: marked || element === document.body };
			});
			assert.ok(stop.marked, stop.name);
			reached.add(stop.name);
		}
		for (const name of ["in-fr", "in-en", "help-open", "statistics-open",
			"day-other", "grid", "A", "enter", "erase"])
			assert.ok(reached.has(name), name);
	});

test("a shortcut of the browser is not a letter", async (t) => {
	const page = await visit(t);
	await page.keyboard.press("Control+b");
	await page.keyboard.press("Alt+b");
	assert.equal((await readRow(page, 0)).letters, answer[0]);
});

test("accents are typed as on paper", async (t) => {
	const page = await visit(t);
	/* Playwright's own keyboard has no such keys. */
	await page.evaluate(() => [..."éçÀ"].forEach((key) =>
		document.body.dispatchEvent(new KeyboardEvent("keydown",
			{ key, bubbles: true, cancelable: true }))));
	assert.equal((await readRow(page, 0)).letters.slice(0, 4),
		`${answer[0]}ECA`);
});

test("everything has its role and its name", async (t) => {
	const page = await visit(t);
	await page.getByRole("table", { name: "Grille" }).waitFor();
	assert.equal(await page.getByRole("row").count(), 6);
	assert.equal(await page.getByRole("cell").count(), 6 * answer.length);
	assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
	assert.equal(await page.getByRole("main").count(), 1);
	await page.getByRole("navigation", { name: "Langue" }).waitFor();
	await page.getByRole("navigation", { name: "Pages" }).waitFor();
	assert.equal(await page.locator("[role=status]").count(), 10);
	const nameless = await page.evaluate(() =>
		[...document.querySelectorAll("button, a")]
			.filter((element) => !element.textContent.trim()
				&& !element.getAttribute("aria-label")
				&& !element.hidden)
			.map((element) => element.outerHTML));
	assert.deepEqual(nameless, []);
	const ids = await page.evaluate(() =>
		[...document.querySelectorAll("[id]")].map(({ id }) => id));
	assert.equal(new Set(ids).size, ids.length);
	assert.equal(await page.locator("img:not([alt])").count(), 0);
});

test("a refused row does not shake for who wants stillness", async (t) => {
	for (const [motion, animation] of [[true, "refuse"], [false, "none"]]) {
		const page = await visit(t, { motion });
		await page.keyboard.press("Enter");
		const row = page.locator(".row").first();
		await eventually(() => row.getAttribute("class"),
			(classes) => classes.includes("refused"));
		assert.equal(await row.evaluate((element) =>
			getComputedStyle(element).animationName), animation);
	}
});

test("targets are at least 24 pixels wide and high", async (t) => {
	const page = await visit(t, { viewport: { width: 320, height: 640 } });
	const small = await page.evaluate(() =>
		[...document.querySelectorAll("button, .languages a")]
			.filter((element) => element.checkVisibility())
			.map((element) => [element.textContent,
				element.getBoundingClientRect()])
			.filter(([, { width, height }]) => width < 24 || height < 24)
			.map(([text]) => text));
	assert.deepEqual(small, []);
});

for (const colorScheme of ["light", "dark"])
	test(`text stands out enough (${colorScheme})`, async (t) => {
		const page = await visit(t, { colorScheme });
		await playWord(page, wrong[0]);
		await playWord(page, wrong[1]);
		await page.evaluate(() =>
			document.getElementById("help").showModal());
		assert.ok(await assertReadable(page) > 40);
	});

test("at 400% everything can still be reached", async (t) => {
	const page = await visit(t,
		{ viewport: { width: DESK.width / 4, height: DESK.height / 4 } });
	await playWord(page, wrong[0]);
	for (const target of [".row.current .cell", "[data-key=enter]"]) {
		await page.locator(target).first().scrollIntoViewIfNeeded();
		assert.ok(await page.locator(target).first().isVisible());
	}
	assert.ok(await page.evaluate(() =>
		document.documentElement.scrollWidth <= innerWidth));
});
