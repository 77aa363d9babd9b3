/* The dialog with the statistics. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

import { assertReadable } from "./contrast.mjs";
import {
	AWAY, fits, newScoreGuest, RECORD, refusal, STRANGER, visitScores,
} from "./scores.mjs";
import { DESK, open, PHONE, playWord, shoot, words } from "./site.mjs";

const SAID = {
	fr: { open: "Statistiques", title: "Vos statistiques",
		figures: /Parties\s+124[^]*Réussite\s+95\s%[^]*3,87/,
		points: /Cette semaine\s+410\s+100\s+510/,
		bonus: /2 points de plus par jour gagné[^]*20 au plus/,
		today: /4\s+42\s+aujourd’hui/, lost: /Perdues\s+6/,
		red: /1\s840\s*bien placées/, guest: /sans compte/,
		signIn: "Se connecter", away: /hors d’atteinte/,
		missing: /pas encore comptée/ },
	en: { open: "Statistics", title: "Your statistics",
		figures: /Games\s+124[^]*Success\s+95%[^]*3\.87/,
		points: /This week\s+410\s+100\s+510/,
		bonus: /2 more points for every day won[^]*at most 20/,
		today: /4\s+42\s+today/, lost: /Lost\s+6/,
		red: /1,840\s*in place/, guest: /without an account/,
		signIn: "Sign in", away: /can’t be reached/,
		missing: /not counted yet/ },
};
const ME = "GET /players/me";
const focused = (page) => page.evaluate(() => document.activeElement.id);
const BUTTON = { exact: true, name: "Statistiques" };

/* The dialog as a visitor of the rankings opens it, by keyboard. */
async function openStatistics(t, replies, { lang = "fr", ...options } = {}) {
	const { page, asked } = await visitScores(t, `/rankings?lang=${lang}`,
		{ "GET /boards/day": AWAY, ...replies },
		{ refusals: true, ...options });
	await page.getByRole("button", { name: SAID[lang].open }).focus();
	await page.keyboard.press("Enter");
	const dialog = page.getByRole("dialog", { name: SAID[lang].title });
	await dialog.waitFor();
	return { page, asked, dialog };
}

async function openBelongings(t, replies, options) {
	const opened = await openStatistics(t, replies, options);
	await opened.page.locator("#figures").waitFor();
	await opened.page.locator("#belongings summary").click();
	return opened;
}

for (const [lang, said] of Object.entries(SAID)) {
	test(`the figures are all there, in words (${lang})`, async (t) => {
		const { page, dialog } = await openStatistics(
			t, { [ME]: RECORD }, { lang });
		await page.locator("#figures").waitFor();
		const text = await dialog.innerText();
		for (const part of ["figures", "points", "bonus", "today", "lost",
			"red"])
			assert.match(text, said[part]);
		assert.equal(await page.locator("#statistics-said").innerText(), "");
	});

	test(`a guest is told what an account is good for (${lang})`,
		async (t) => {
			const { dialog } = await openStatistics(
				t, { [ME]: STRANGER }, { lang, player: null });
			await dialog.getByText(said.guest).waitFor();
			await dialog.getByRole("link", { name: said.signIn }).waitFor();
			await dialog.locator("#belongings summary").click();
			assert.ok(!await dialog.locator("#import").isVisible());
			assert.ok(!await dialog.locator("#hide-me").isVisible());
		});

	test(`scores that are away are told kindly (${lang})`, async (t) => {
		const { page, dialog } = await openStatistics(
			t, { [ME]: AWAY }, { lang });
		await dialog.getByText(said.away).waitFor();
		assert.ok(!await page.locator("#figures").isVisible());
	});
}

for (const viewport of [PHONE, DESK])
	for (const colorScheme of ["light", "dark"])
		test(`the statistics look right (${viewport.width}, ${colorScheme})`,
			async (t) => {
				const { page } = await openBelongings(t, { [ME]: { ...RECORD,
					imports: { sutom: SUTOM } } }, { viewport, colorScheme });
				assert.ok(await fits(page));
				assert.ok(await assertReadable(page) > 40);
				const name = `${viewport.width}-${colorScheme}`;
				await shoot(page, `statistics-more-${name}`);
				await page.locator("#statistics-title")
					.scrollIntoViewIfNeeded();
				await shoot(page, `statistics-${name}`);
			});

test("the dialog takes the focus, and gives it back", async (t) => {
	const { page, dialog } = await openStatistics(t, { [ME]: RECORD });
	assert.equal(await focused(page), "statistics-title");
	await page.keyboard.press("Escape");
	await dialog.waitFor({ state: "hidden" });
	assert.equal(await focused(page), "statistics-open");
});

/* Today's game, played for real and won, with a made-up score service. */
async function win(t, replies) {
	const { guest, asked } = await newScoreGuest(
		t, replies, { refusals: true });
	const page = await open(guest);
	await playWord(page, words.fr.answer);
	await page.locator("#result").waitFor();
	return { page, asked };
}

test("a result that arrives late appears by itself", async (t) => {
	const early = { ...RECORD, today: null, games: 123, wins: 117 };
	const { page, asked } = await win(t, { [ME]: [early, RECORD] });
	const line = page.locator("#result-record");
	await line.filter({ hasText: "124 parties, 95 % gagnées" }).waitFor();
	assert.match(await line.innerText(), /série de 12 jours/);
	assert.equal(asked.length, 2);
	await page.locator("#result").getByRole("button", BUTTON).click();
	await page.getByRole("dialog", { name: "Vos statistiques" }).waitFor();
	assert.ok(!await page.locator("#result").isVisible());
	await page.locator("#distribution .now").waitFor();
});

test("a result that does not arrive is said to come", async (t) => {
	const { page, asked } = await win(
		t, { [ME]: { ...RECORD, today: null } });
	await page.keyboard.press("Escape");
	await page.getByRole("button", BUTTON).click();
	await page.getByText(SAID.fr.missing).waitFor();
	await page.locator("#figures").waitFor();
	assert.ok(asked.length < 10);
});

test("scores that are away disturb no game", async (t) => {
	const { page } = await win(t, { [ME]: AWAY });
	assert.match(await page.locator("#result").innerText(), /Bravo/);
	assert.equal(await page.locator("#result-record").innerText(), "");
	assert.equal(await page.locator("#news").innerText(), "");
	assert.equal(await page.locator("#notice").innerText(), "");
});

test("the record can be taken away as a file", async (t) => {
	const record = { format: "motus-record", version: 1,
		exported_at: "2026-03-28T11:02:03Z", languages: {} };
	const { page } = await openBelongings(t,
		{ [ME]: RECORD, "GET /players/me/export": record });
	const [file] = await Promise.all([page.waitForEvent("download"),
		page.getByRole("button", { name: /Emporter/ }).click()]);
	assert.equal(file.suggestedFilename(), "motus-2026-03-28.json");
	assert.deepEqual(
		JSON.parse(await readFile(await file.path(), "utf8")), record);
});

test("an export that fails is told, and the dialog stays", async (t) => {
	const { page, dialog } = await openBelongings(t,
		{ [ME]: RECORD, "GET /players/me/export": AWAY });
	await page.getByRole("button", { name: /Emporter/ }).click();
	await dialog.getByText(SAID.fr.away).waitFor();
});

const SUTOM = { games: 120, wins: 110, lost: 10,
	distribution: [0, 5, 30, 40, 25, 10], best_streak: null,
	red: 900, yellow: 500, blue: 700, imported_at: "2026-03-28T11:02:03Z" };

test("a link of SUTOM is imported, shown apart, and removed", async (t) => {
	const { page, asked, dialog } = await openBelongings(t, {
		[ME]: [RECORD, { ...RECORD, imports: { sutom: SUTOM } }, RECORD],
		"PUT /players/me/imports/sutom":
			{ source: "sutom", statistics: SUTOM },
		"DELETE /players/me/imports/sutom": { status: 204 },
	});
	await page.getByLabel("Lien de SUTOM").fill("https://sutom.example/#abc=");
	await page.getByRole("button", { name: "Importer" }).click();
	await dialog.getByText("C’est importé.").waitFor();
	assert.deepEqual(asked.find(({ name }) => name.startsWith("PUT")).body,
		{ code: "https://sutom.example/#abc=" });
	const apart = page.locator("#imports");
	await apart.getByText("SUTOM").waitFor();
	assert.match(await apart.innerText(), 
		/28 mars 2026[^]*Parties\s+120[^]*Perdues\s+10/);
	assert.match(await page.locator("#figures-main").innerText(), /124/);
	await page.getByRole("button", { name: "Retirer les statistiques de SUTOM" })
		.click();
	await dialog.getByText("C’est retiré.").waitFor();
	await apart.getByText("SUTOM").waitFor({ state: "detached" });
	assert.equal(await page.evaluate(() =>
		document.activeElement.tagName), "SUMMARY");
});

test("a file of a Motus is imported without its results", async (t) => {
	const { page, asked, dialog } = await openBelongings(t, { [ME]: RECORD,
		"PUT /players/me/imports/motus": { source: "motus" } });
	await page.getByLabel("Ou un fichier").setInputFiles({
		name: "motus.json", mimeType: "application/json",
		buffer: Buffer.from(JSON.stringify({ format: "motus-record",
			version: 1, languages: { fr: { statistics: SUTOM,
				results: Array(2000).fill({ date: "2026-03-28" }) } } })),
	});
	await page.getByRole("button", { name: "Importer" }).click();
	await dialog.getByText("C’est importé.").waitFor();
	assert.deepEqual(asked.find(({ name }) => name.startsWith("PUT")).body,
		{ format: "motus-record", version: 1,
			languages: { fr: { statistics: SUTOM } } });
});

test("an import that is none is told, here or by the server", async (t) => {
	const { page, dialog } = await openBelongings(t, { [ME]: RECORD,
		"PUT /players/me/imports/sutom": refusal(422, "bad-import") });
	const submit = page.getByRole("button", { name: "Importer" });
	await page.getByLabel("Lien de SUTOM").fill("bonjour à tous");
	await submit.click();
	await dialog.getByText(/ni un lien de SUTOM/).waitFor();
	await page.getByLabel("Lien de SUTOM").fill("abcdefghijk=");
	await submit.click();
	await dialog.getByText(/se contredisent/).waitFor();
});

test("a player hides from the rankings, by keyboard", async (t) => {
	const { page, asked, dialog } = await openBelongings(t, {
		[ME]: [RECORD, { ...RECORD, hidden: true }],
		"PUT /players/me/settings": [{ hidden: true }, AWAY] });
	const box = page.getByLabel("Ne pas me montrer dans les classements");
	await box.focus();
	await page.keyboard.press("Space");
	await dialog.getByText("Vous n’apparaissez plus").waitFor();
	assert.deepEqual(asked.find(({ name }) => name.startsWith("PUT")).body,
		{ hidden: true });
	assert.ok(await box.isChecked());
	await page.keyboard.press("Space");
	await dialog.getByText(SAID.fr.away).waitFor();
	assert.ok(await box.isChecked(), "it is as it was");
});
