/* Players with accounts, for real: figures, rankings and a group. */
import assert from "node:assert/strict";
import test from "node:test";

import { eventually, newGuest, playWord, url, words } from "./site.mjs";

const SAID = {
	fr: { signIn: "Se connecter", line: /1 partie, 100\s% gagnées/,
		statistics: "Statistiques", create: "Créer", join: "Rejoindre",
		name: "Nom du groupe", finish: "Finir ma partie",
		more: "Vos données", take: /Emporter/, place: /la 1re place/,
		link: "Lien d’invitation" },
	en: { signIn: "Sign in", line: /1 game, 100% won/,
		statistics: "Statistics", create: "Create", join: "Join",
		name: "Name of the group", finish: "Finish my game",
		more: "Your data", take: /Take my games/, place: /number 1 of/,
		link: "Invitation link" },
};

/* From a page with a link to sign in, to that page with a new account. */
async function signUp(page, link, name) {
	const { pathname } = new URL(page.url());
	await link.click();
	await page.waitForURL("**/auth/login*");
	await page.locator("a[href*=register]").click();
	await page.locator("input[name=name]").fill(name);
	await page.locator("input[name=new_password]")
		.fill("une longue phrase de passe 42");
	await page.locator("form .primary").click();
	await page.locator("a.primary").click();
	await page.waitForURL((at) => at.pathname === pathname);
	await page.locator("#account-name", { hasText: name }).waitFor();
}

async function visitPlace(t, lang, place = "/", hash = "") {
	const guest = await newGuest(t, { refusals: true });
	const page = await guest.newPage();
	await page.goto(`${url}${place}?lang=${lang}${hash}`);
	return page;
}

const rowOf = (page, name) =>
	page.locator("#board-rows tr").filter({ hasText: name });

for (const [lang, said] of Object.entries(SAID)) {
	test(`a player who wins has figures and a rank (${lang})`, async (t) => {
		const name = `Zoé ${lang}`;
		const page = await visitPlace(t, lang);
		await signUp(page, page.locator("#sign-in"), name);
		await page.locator(".row.current").waitFor();
		await playWord(page, words[lang].answer);
		await eventually(() => page.locator("#result-record").innerText(),
			(line) => said.line.test(line));
		await page.locator("#result").getByRole("button",
			{ name: said.statistics }).click();
		await page.locator("#distribution .now").waitFor();
		assert.match(await page.locator("#distribution .now").innerText(),
			/^1\s+1/);
		await page.getByText(said.more).click();
		const [file] = await Promise.all([page.waitForEvent("download"),
			page.getByRole("button", { name: said.take }).click()]);
		assert.match(file.suggestedFilename(), /^motus-.*\.json$/);
		await page.getByLabel(/JSON/).fill(JSON.stringify(
			{ winDistribution: [1, 2, 3, 4, 5, 6], gamesFailed: 1,
				currentStreak: 1, bestStreak: 5, totalGames: 22,
				successRate: 95 }));
		await page.locator("#import button").click();
		await page.locator("#imports").getByText("22").waitFor();
		await page.keyboard.press("Escape");

		await page.locator(".places a[href*=rankings]").click();
		await rowOf(page, name).waitFor();
		assert.match(await page.locator("#board-place").innerText(),
			said.place);
		assert.equal(
			await rowOf(page, name).getAttribute("aria-current"), "true");
		await page.locator("#board-around").click();
		await page.waitForURL("**/*around=me*");
		await rowOf(page, name).waitFor();

		await page.locator("#statistics-open").click();
		await page.getByText(said.more).click();
		await page.locator("#hide-me").check();
		await eventually(() => page.locator("#belongings-said").innerText(),
			(text) => text !== "");
		await page.reload();
		await page.locator("#board-title:not(:empty)").waitFor();
		assert.equal(await rowOf(page, name).count(), 0);
	});

	test(`an invitation brings two players together (${lang})`, async (t) => {
		const [host, invited] = [`Ada ${lang}`, `Bob ${lang}`];
		const one = await visitPlace(t, lang, "/groups");
		await signUp(one, one.locator("#sheet-sign-in a"), host);
		await one.getByRole("textbox", { name: said.name }).fill("Bureau");
		await one.getByRole("button", { name: said.create }).click();
		await one.locator("#group").waitFor();
		const group = one.url();
		const link = new URL(await one.locator("#invite-link").inputValue());

		const other = await visitPlace(t, lang, link.pathname, link.hash);
		await signUp(other, other.locator("#sheet-sign-in a"), invited);
		await other.getByRole("button", { name: said.join }).click();
		await other.locator("#members li").nth(1).waitFor();

		await one.goto(`${url}/?lang=${lang}`);
		await one.locator(".row.current").waitFor();
		await playWord(one, words[lang].answer);
		await eventually(() => one.locator("#result-record").innerText(),
			(line) => said.line.test(line));

		await other.reload();
		await other.locator("#board-waiting").waitFor();
		assert.equal(await rowOf(other, host).count(), 0);
		await other.getByRole("link", { name: said.finish }).click();
		await other.locator(".row.current").waitFor();
		await playWord(other, words[lang].wrong[0]);
		await playWord(other, words[lang].answer);
		await eventually(() => other.locator("#result-record").innerText(),
			(line) => said.line.test(line));
		for (const page of [one, other]) {
			await page.goto(group);
			await rowOf(page, host).waitFor();
			assert.match(await rowOf(page, host).innerText(), /^1\s/);
			assert.match(await rowOf(page, invited).innerText(), /^2\s/);
			assert.ok(!await page.locator("#board-waiting").isVisible());
		}
	});
}
