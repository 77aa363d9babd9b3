/* Who plays, in the header: signed in or not, with no provider behind it. */
import assert from "node:assert/strict";
import test from "node:test";

import { newGuest, PHONE, shoot, url } from "./site.mjs";

const SAID = {
	fr: { signIn: "Se connecter", menu: /Zoé.*votre compte/,
		page: "Votre compte", signOut: "Se déconnecter",
		failed: /n’a pas abouti/ },
	en: { signIn: "Sign in", menu: /Zoé.*your account/,
		page: "Your account", signOut: "Sign out", failed: /did not work/ },
};
const ZOE = { player: { id: "abc", name: "Zoé" }, guest: false,
	sign_in: true, expires_in: 600 };
const GUEST = { player: null, guest: true, sign_in: true };

/* The page of who is signed in so. */
async function visitAs(t, session, { lang = "fr", path, ...options } = {}) {
	const guest = await newGuest(t, options);
	await guest.route("**/api/session", (route) =>
		route.fulfill({ json: session }));
	const page = await guest.newPage();
	await page.goto(`${url}/${path ?? `?lang=${lang}`}`);
	await page.locator(".row").first().waitFor();
	return page;
}

for (const [lang, said] of Object.entries(SAID)) {
	test(`a guest can sign in, and comes back here (${lang})`, async (t) => {
		const page = await visitAs(t, GUEST, { lang });
		const link = page.getByRole("link", { name: said.signIn });
		await link.waitFor();
		const asked = new URL(await link.getAttribute("href"), url);
		assert.equal(asked.pathname, "/api/session/login");
		assert.equal(asked.searchParams.get("lang"), lang);
		assert.equal(asked.searchParams.get("return"), `/?lang=${lang}`);
		assert.ok(!await page.locator("#account-open").isVisible());
	});

	test(`a player has a menu, by mouse and by keyboard (${lang})`,
		async (t) => {
			const page = await visitAs(t, ZOE, { lang });
			const button = page.getByRole("button", { name: said.menu });
			await button.click();
			const account = page.getByRole("link", { name: said.page });
			assert.equal(await account.getAttribute("href"),
				`/auth/account?ui_locales=${lang}`);
			await page.getByRole("button", { name: said.signOut }).waitFor();
			await shoot(page, `account-${lang}`);
			await page.keyboard.press("Escape");
			assert.ok(!await account.isVisible());
			await page.keyboard.press("Enter");
			await account.waitFor();
			assert.equal(
				await button.getAttribute("aria-expanded"), "true");
			await page.keyboard.press("Tab");
			assert.equal(await page.evaluate(() =>
				document.activeElement.id), "account-page");
			await page.keyboard.press("Tab");
			await page.keyboard.press("Tab");
			assert.ok(!await account.isVisible(), "left behind");
		});

	test(`a failed sign-in is told once (${lang})`, async (t) => {
		const page = await visitAs(t, GUEST,
			{ path: `?lang=${lang}&sign-in=failed` });
		assert.match(await page.locator("#news").innerText(), said.failed);
		assert.equal(page.url(), `${url}/?lang=${lang}`);
	});
}

test("a click on the game closes the menu", async (t) => {
	const page = await visitAs(t, ZOE);
	await page.locator("#account-open").click();
	await page.locator("#account-menu").waitFor();
	await page.locator("#day-title").click();
	assert.ok(!await page.locator("#account-menu").isVisible());
});

test("where nobody can sign in there is no button for it", async (t) => {
	const page = await visitAs(t, { ...GUEST, sign_in: false });
	await page.locator(".row.current").waitFor();
	assert.ok(!await page.locator("#sign-in").isVisible());
});

test("a name is a name, whatever it says", async (t) => {
	const name = "<b>x</b>".repeat(20);
	const page = await visitAs(t, { ...ZOE, player: { id: "a", name } },
		{ viewport: { width: 800, height: 640 } });
	await page.locator("#account-open").waitFor();
	assert.equal(await page.locator("#account-name").innerText(), name);
	assert.ok(await page.evaluate(() =>
		document.documentElement.scrollWidth <= innerWidth));
});

test("on a phone the picture has a name", async (t) => {
	const page = await visitAs(t, GUEST, { viewport: PHONE });
	await page.getByRole("link", { name: "Se connecter" }).waitFor();
	assert.ok(!await page.locator("#sign-in .label").isVisible());
	await shoot(page, "sign-in-phone");
});

test("signing out goes where the provider ends its part", async (t) => {
	const page = await visitAs(t, ZOE);
	await page.route("**/api/session/logout", (route) =>
		route.fulfill({ json: { end_session: `${url}/?signed-out` } }));
	await page.locator("#account-open").click();
	await page.getByRole("button", { name: "Se déconnecter" }).click();
	await page.waitForURL("**/?signed-out");
});

test("a sign-out that fails is told, and can be tried again", async (t) => {
	const page = await visitAs(t, ZOE, { refusals: true });
	await page.route("**/api/session/logout", (route) =>
		route.fulfill({ status: 403, json: { code: "cross-origin" } }));
	await page.locator("#account-open").click();
	await page.locator("#sign-out").click();
	await page.locator("#news", { hasText: "n’a pas abouti" }).waitFor();
	assert.ok(await page.locator("#account-open").isVisible());
});

test("a session that ended elsewhere is noticed", async (t) => {
	const guest = await newGuest(t, { refusals: true });
	await guest.route("**/api/session", (route) =>
		route.fulfill({ json: ZOE }));
	await guest.route("**/api/session/refresh", (route) => route.fulfill(
		{ status: 401, json: { code: "signed-out" } }));
	await guest.route("**/game/guesses/*", (route) => route.fulfill(
		{ status: 401, json: { code: "token-expired" } }), { times: 1 });
	const page = await guest.newPage();
	await page.goto(`${url}/`);
	await page.locator("#account-open").waitFor();
	await page.locator(".row.current").waitFor();
	await page.keyboard.type("abcdefghijkl");
	await page.keyboard.press("Enter");
	await page.getByRole("link", { name: "Se connecter" }).waitFor();
	assert.ok(!await page.locator("#account-open").isVisible());
});
