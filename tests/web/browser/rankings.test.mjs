/* The rankings, as a made-up score service has them. */
import assert from "node:assert/strict";
import test from "node:test";

import { assertReadable } from "./contrast.mjs";
import { AWAY, DAY, entry, fits, refusal, visitScores } from "./scores.mjs";
import { DESK, PHONE, shoot } from "./site.mjs";

const MANY = { ...DAY, players: 1234, next: "CURSOR",
	entries: Array.from({ length: 50 }, (_, i) => entry(i + 1)) };
const rows = (page) => page.locator("#board-rows tr");
const link = (page, name) =>
	page.locator("#sheet").getByRole("link", { name });

for (const [lang, said] of Object.entries({
	fr: { title: "Classements", day: "samedi 28 mars 2026",
		count: "2 personnes classées.", row: /^2\s+Zoé vous\s+198\s+4$/,
		place: "Vous avez la 2e place sur 2, avec 198 points." },
	en: { title: "Rankings", day: "Saturday 28 March 2026",
		count: "2 players ranked.", row: /^2\s+Zoé you\s+198\s+4$/,
		place: "You are number 2 of 2, with 198 points." } }))
	test(`a board says what it is of, who is on it, and where I am (${lang})`,
		async (t) => {
			const { page, asked } = await visitScores(
				t, `/rankings?lang=${lang}`, { "GET /boards/day": DAY });
			await page.locator("#sheet-said", { hasText: said.count })
				.waitFor();
			await page.getByRole("heading", { name: said.title }).waitFor();
			assert.ok((await page.title()).startsWith(said.title));
			assert.equal((await page.locator("#board-title").innerText())
				.replace(",", ""), said.day);
			assert.match(await rows(page).nth(1).innerText(), said.row);
			assert.equal(await page.locator("#board-place").innerText(),
				said.place);
			assert.equal(asked[0].query.get("language"), lang);
			assert.equal(await page.locator("[aria-current=page]").innerText(),
				said.title);
		});

for (const viewport of [PHONE, DESK])
	for (const colorScheme of ["light", "dark"])
		test(`the rankings look right (${viewport.width}, ${colorScheme})`,
			async (t) => {
				const { page } = await visitScores(t, "/rankings",
					{ "GET /boards/day": { ...MANY, entries: [
						entry(1, { name: "W".repeat(40) }),
						...MANY.entries.slice(1)] } },
					{ viewport, colorScheme });
				await rows(page).first().waitFor();
				assert.ok(await fits(page));
				assert.ok(await assertReadable(page) > 100);
				await shoot(page, `rankings-${viewport.width}-${colorScheme}`);
			});

test("every choice has an address, and keeps the others", async (t) => {
	const week = { ...DAY, period: "week", from: "2026-03-23",
		to: "2026-03-29" };
	const { page, asked } = await visitScores(t,
		"/rankings?lang=fr&period=week&date=2026-03-28",
		{ "GET /boards/week": week, "GET /boards/month": DAY });
	await link(page, "Semaine précédente").click();
	await page.waitForURL("**/*date=2026-03-22*");
	await link(page, "Semaine suivante").click();
	await page.waitForURL("**/*date=2026-03-30*");
	await link(page, "Mots anglais").click();
	await page.waitForURL("**/*words=en*");
	await link(page, "Mois").click();
	await page.waitForURL("**/*period=month*");
	await rows(page).first().waitFor();
	assert.equal(asked.at(-1).name, "GET /boards/month");
	assert.deepEqual(Object.fromEntries(asked.at(-1).query),
		{ language: "en", date: "2026-03-30" });
	assert.deepEqual(await page.locator(".choices [aria-current]")
		.allInnerTexts(), ["Mois", "Mots anglais"]);
	await page.getByRole("link", { name: "English" }).click();
	await page.waitForURL(/period=month.*lang=en|lang=en.*period=month/);
});

test("there is no way to a day that is still to come", async (t) => {
	const far = { ...DAY, date: "2999-01-01", from: "2999-01-01",
		to: "2999-01-01" };
	const { page } = await visitScores(t, "/rankings",
		{ "GET /boards/day": far });
	await link(page, "Jour précédent").waitFor();
	assert.ok(!await link(page, "Jour suivant").isVisible());
});

test("the board of all time has no days", async (t) => {
	const { page } = await visitScores(t, "/rankings?period=all",
		{ "GET /boards/all": { ...DAY, period: "all", from: null, to: null } });
	await rows(page).first().waitFor();
	assert.equal(await page.locator("#board-title").innerText(),
		"Depuis le début");
	assert.ok(!await page.locator("#board-earlier").isVisible());
});

test("more is shown below, and the focus goes there", async (t) => {
	const last = { ...MANY, next: undefined, entries: [entry(51), entry(52)] };
	const { page, asked } = await visitScores(t, "/rankings?date=2026-03-28",
		{ "GET /boards/day": [MANY, last] });
	const more = page.getByRole("button", { name: "Afficher la suite" });
	await more.focus();
	await page.keyboard.press("Enter");
	await rows(page).nth(51).waitFor();
	assert.deepEqual(Object.fromEntries(asked.at(-1).query),
		{ language: "fr", date: "2026-03-28", cursor: "CURSOR" });
	assert.match(await page.locator("tr:focus").innerText(), /^51\s/);
	assert.ok(!await more.isVisible());
});

test("a page that fails can be asked for again", async (t) => {
	const { page } = await visitScores(t, "/rankings",
		{ "GET /boards/day": [MANY, AWAY, AWAY, AWAY,
			{ ...MANY, entries: [entry(51)] }] }, { refusals: true });
	const more = page.getByRole("button", { name: "Afficher la suite" });
	await more.click();
	await page.getByText(/hors d’atteinte/).waitFor();
	assert.equal(await rows(page).count(), 50);
	await more.click();
	await rows(page).nth(50).waitFor();
});

test("around me, and back to the top", async (t) => {
	const { page, asked } = await visitScores(t, "/rankings",
		{ "GET /boards/day": [DAY, { ...DAY, entries: [
			entry(700), entry(701, { name: "Zoé", me: true })] }] });
	await link(page, "Autour de moi").click();
	await page.waitForURL("**/*around=me*");
	await page.locator("tr[aria-current]").waitFor();
	assert.equal(asked.at(-1).query.get("around"), "me");
	await link(page, "Depuis la tête").click();
	await page.waitForURL((url) => !url.search.includes("around"));
});

test("an empty board says so", async (t) => {
	const { page } = await visitScores(t, "/rankings", { "GET /boards/day":
		{ ...DAY, players: 0, entries: [], me: null } });
	await page.getByText("Personne n’a encore de points ici.").waitFor();
	assert.ok(!await page.locator("#board-table").isVisible());
	assert.ok(!await page.locator("#board-me").isVisible());
});

test("who is not ranked is told so when asking for it", async (t) => {
	const { page } = await visitScores(t, "/rankings?around=me",
		{ "GET /boards/day": { ...DAY, me: null } });
	await page.getByText("Vous n’êtes pas dans ce classement.").waitFor();
});

for (const [reply, said] of [
	[AWAY, /hors d’atteinte[^]*On peut jouer/],
	[refusal(400, "future-date"), /pas encore venue/],
	[refusal(400, "bad-date"), /pas de classement à cette date/],
	[refusal(429, "too-many-requests", { "Retry-After": "9" }), /9 secondes/]])
	test(`a board that is refused says ${said}`, async (t) => {
		const { page } = await visitScores(t, "/rankings?date=2026-03-28",
			{ "GET /boards/day": reply }, { refusals: true });
		await page.getByText(said).waitFor();
		assert.ok(!await page.locator("#board-table").isVisible());
		await link(page, "Semaine").waitFor();
	});
