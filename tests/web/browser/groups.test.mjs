/* Groups and invitations, as a made-up score service has them. */
import assert from "node:assert/strict";
import test from "node:test";

import { assertReadable } from "./contrast.mjs";
import {
	AWAY, fits, GROUP, GROUP_DAY, newScoreGuest, refusal, visitScores,
} from "./scores.mjs";
import { DESK, PHONE, shoot, url } from "./site.mjs";

const CODE = GROUP.code;
const MINE = { groups: [
	{ id: "g1", name: GROUP.name, members: 2, owner: true },
	{ id: "g2", name: "Famille", members: 1, owner: false }] };
const NONE = { "GET /groups": { groups: [] } };
const STRANGER = { "GET /groups": refusal(401, "sign-in-required") };
const ONE = { "GET /groups/g1": GROUP, "GET /groups/g1/boards/day": GROUP_DAY };
const MEMBER = { ...GROUP, owner: false, members: GROUP.members.map((one) =>
	({ ...one, owner: !one.owner })) };
const HERE = "/groups?lang=fr&group=g1";

const button = (page, name) =>
	page.getByRole("button", { name, exact: true });
const field = (page, name) =>
	page.getByRole("textbox", { name, exact: true });
const said = (page, text) =>
	page.locator("#sheet-said").filter({ hasText: text }).waitFor();
const question = (page) => page.getByRole("alertdialog");

/* The calls that change something. */
const changes = (asked) => asked.filter(({ name }) => !name.startsWith("GET"))
	.map(({ name, body }) => [name, body]);

test("the groups of a player are links to them", async (t) => {
	const { page } = await visitScores(t, "/groups?lang=fr",
		{ "GET /groups": MINE, ...ONE });
	const first = page.getByRole("link", { name: GROUP.name });
	assert.match(await first.innerText(), /2 membres · vous le gérez/);
	assert.match(await page.getByRole("link", { name: "Famille" }).innerText(),
		/1 membre$/);
	await first.focus();
	await page.keyboard.press("Enter");
	await page.getByRole("heading", { name: GROUP.name }).waitFor();
	await page.getByRole("link", { name: "Tous mes groupes" }).click();
	await first.waitFor();
});

for (const viewport of [PHONE, DESK])
	for (const colorScheme of ["light", "dark"])
		test(`groups look right (${viewport.width}, ${colorScheme})`,
			async (t) => {
				const { page } = await visitScores(t, "/groups",
					{ "GET /groups": MINE, ...ONE, "GET /groups/g1": {
						...GROUP, name: "W".repeat(40) } },
					{ viewport, colorScheme });
				const name = `${viewport.width}-${colorScheme}`;
				await page.locator("#groups").waitFor();
				assert.ok(await fits(page));
				assert.ok(await assertReadable(page) > 10);
				await shoot(page, `groups-${name}`);
				await page.goto(url + HERE);
				await page.locator("#board-rows tr").first().waitFor();
				assert.ok(await fits(page));
				assert.ok(await assertReadable(page) > 10);
				await shoot(page, `group-${name}`);
			});

test("who has no group can create one", async (t) => {
	const { page, asked } = await visitScores(t, "/groups",
		{ ...NONE, ...ONE, "POST /groups": { ...GROUP, name: "Bureau" } });
	await said(page, "Vous n’êtes encore dans aucun groupe");
	await field(page, "Nom du groupe").fill("Bureau");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/groups?lang=fr&group=g1");
	assert.deepEqual(changes(asked), [["POST /groups", { name: "Bureau" }]]);
});

for (const [code, words] of [["bad-name", "1 à 40 caractères"],
	["too-many-groups", "déjà dans 20 groupes"]])
	test(`a group that is refused is told (${code})`, async (t) => {
		const { page } = await visitScores(t, "/groups",
			{ ...NONE, "POST /groups": refusal(422, code) },
			{ refusals: true });
		await field(page, "Nom du groupe").fill("x");
		await button(page, "Créer").click();
		await said(page, words);
		assert.equal(await field(page, "Nom du groupe").inputValue(), "x");
	});

test("an invitation needs one press, and no server sees its code before",
	async (t) => {
		const { guest, asked } = await newScoreGuest(t,
			{ ...NONE, ...ONE, "POST /groups/join": GROUP });
		const page = await guest.newPage();
		const requests = [];
		page.on("request", (request) => requests.push(request.url()));
		await page.goto(`${url}/groups#${CODE}`);
		await page.getByText("Vous êtes sur invitation").waitFor();
		assert.equal(await field(page, "Code").inputValue(), CODE);
		assert.equal(page.url(), `${url}/groups`);
		await page.locator("#join-code:focus").waitFor();
		await page.keyboard.press("Enter");
		await page.waitForURL("**/groups?lang=fr&group=g1");
		assert.deepEqual(changes(asked),
			[["POST /groups/join", { code: CODE }]]);
		assert.ok(!requests.some((request) => request.includes(CODE)));
		await page.goto(`${url}/groups`);
		await page.locator("#groups").waitFor();
		assert.equal(await field(page, "Code").inputValue(), "");
	});

test("an invitation waits until its player has signed in", async (t) => {
	const { page } = await visitScores(t, `/groups#${CODE}`, {
		"GET /groups": [STRANGER["GET /groups"], { groups: [] }] },
	{ refusals: true, player: null });
	await said(page, "Une invitation vous attend");
	const link = page.locator("#sheet")
		.getByRole("link", { name: "Se connecter" });
	const address = new URL(await link.getAttribute("href"), url);
	assert.equal(address.searchParams.get("return"), "/groups");
	assert.ok(!address.href.includes(CODE));
	await page.goto(`${url}/groups`);
	await page.getByText("Vous êtes sur invitation").waitFor();
	assert.equal(await field(page, "Code").inputValue(), CODE);
});

test("a link followed while the page is open counts too", async (t) => {
	const { page } = await visitScores(t, "/groups", NONE);
	await page.locator("#groups").waitFor();
	await page.evaluate((code) => {
		location.hash = code;
	}, CODE);
	await page.getByText("Vous êtes sur invitation").waitFor();
	assert.equal(await field(page, "Code").inputValue(), CODE);
});

test("a link that got damaged can be mended", async (t) => {
	const { page } = await visitScores(t, "/groups#K7M2-9QXR%", NONE);
	await page.getByText("Vous êtes sur invitation").waitFor();
	assert.equal(await field(page, "Code").inputValue(), "K7M2-9QXR%");
});

for (const [reply, words] of [
	[refusal(404, "no-such-code"), "Aucun groupe n’a ce code"],
	[refusal(409, "group-full"), "Ce groupe est complet"],
	[refusal(429, "too-many-tries", { "Retry-After": "400" }), "7 minutes"]])
	test(`a code that is refused: ${words}`, async (t) => {
		const { page } = await visitScores(t, "/groups",
			{ ...NONE, "POST /groups/join": reply }, { refusals: true });
		await field(page, "Code").fill("nonsense");
		await button(page, "Rejoindre").click();
		await said(page, words);
	});

test("the board of a group waits for one's own game", async (t) => {
	const { page } = await visitScores(t, HERE, { ...ONE,
		"GET /groups/g1/boards/day":
			{ ...GROUP_DAY, waiting: true, entries: [] } });
	await page.getByText("reste caché jusque-là").waitFor();
	assert.ok(!await page.locator("#board-table").isVisible());
	await page.getByRole("link", { name: "Finir ma partie" }).click();
	await page.waitForURL(`${url}/?lang=fr`);
});

test("the board of a group has a history", async (t) => {
	const { page, asked } = await visitScores(t, HERE, ONE);
	assert.match(await page.locator("#board-rows tr").nth(1).innerText(),
		/^2\s+Zoé vous\s+198\s+4\s+1$/);
	await page.getByRole("link", { name: "Jour précédent" }).click();
	await page.waitForURL("**/*date=2026-03-27*");
	await page.locator("#board-rows tr").first().waitFor();
	assert.deepEqual(Object.fromEntries(asked.at(-1).query),
		{ language: "fr", date: "2026-03-27" });
});

test("who has no name yet is there all the same", async (t) => {
	const { page } = await visitScores(t, HERE, { ...ONE,
		"GET /groups/g1": { ...GROUP, members: [GROUP.members[0],
			{ ...GROUP.members[1], name: null }] } });
	await button(page, "Retirer Nouveau membre").waitFor();
});

test("a period in which nobody played says so", async (t) => {
	const { page } = await visitScores(t, HERE, { ...ONE,
		"GET /groups/g1/boards/day": { ...GROUP_DAY, entries: [] } });
	await said(page, "Personne du groupe");
});

test("the link is copied, and leads to the invitation", async (t) => {
	const { page } = await visitScores(t, HERE, ONE,
		{ permissions: ["clipboard-read", "clipboard-write"] });
	await button(page, "Copier le lien").click();
	await said(page, "Le lien d’invitation est copié.");
	assert.equal(await page.evaluate(() => navigator.clipboard.readText()),
		`${url}/groups#${CODE}`);
});

test("without a clipboard the link is there to be copied by hand",
	async (t) => {
		const { guest } = await newScoreGuest(t, ONE);
		await guest.addInitScript(() => {
			Object.defineProperty(Navigator.prototype, "clipboard",
				{ value: undefined });
		});
		const page = await guest.newPage();
		await page.goto(url + HERE);
		await button(page, "Copier le lien").click();
		const box = field(page, "Lien d’invitation");
		assert.equal(await box.inputValue(), `${url}/groups#${CODE}`);
	});

test("an owner renames the group and changes its code", async (t) => {
	const { page, asked } = await visitScores(t, HERE, { ...ONE,
		"PATCH /groups/g1": { ...GROUP, name: "4e C" },
		"POST /groups/g1/code": { ...GROUP, code: "AAAA-BBBB-CCCC" } });
	await field(page, "Nom du groupe").fill("4e C");
	await button(page, "Renommer").click();
	await said(page, "Le groupe a un nouveau nom.");
	await page.getByRole("heading", { name: "4e C" }).waitFor();
	await button(page, "Changer de code").click();
	await question(page).getByText("ne marcheront plus").waitFor();
	await button(question(page), "Changer de code").click();
	await said(page, "Le groupe a un nouveau code.");
	assert.equal(await page.locator("#group-code").innerText(),
		"AAAA-BBBB-CCCC");
	assert.deepEqual(changes(asked), [
		["PATCH /groups/g1", { name: "4e C" }], ["POST /groups/g1/code", null],
	]);
});

test("an owner removes a member, after a question", async (t) => {
	const { page, asked } = await visitScores(t, HERE, { ...ONE,
		"GET /groups/g1": [GROUP,
			{ ...GROUP, members: GROUP.members.slice(0, 1) }],
		"DELETE /groups/g1/members/def": { status: 204 } });
	const remove = button(page, "Retirer Ada");
	await remove.focus();
	await page.keyboard.press("Enter");
	await question(page).getByText("Retirer Ada du groupe").waitFor();
	await page.keyboard.press("Escape");
	await question(page).waitFor({ state: "hidden" });
	assert.ok(await remove.evaluate((element) =>
		element === document.activeElement), "the focus is back");
	assert.deepEqual(changes(asked), []);
	await page.keyboard.press("Enter");
	await button(question(page), "Retirer").click();
	await said(page, "Ada n’est plus dans le groupe.");
	assert.equal(await page.locator("#members li").count(), 1);
	assert.deepEqual(changes(asked),
		[["DELETE /groups/g1/members/def", null]]);
});

test("a group is deleted after a question only", async (t) => {
	const { page, asked } = await visitScores(t, HERE, { ...ONE, ...NONE,
		"DELETE /groups/g1": { status: 204 } });
	await button(page, "Supprimer le groupe").click();
	await button(question(page), "Annuler").click();
	assert.deepEqual(changes(asked), []);
	await button(page, "Supprimer le groupe").click();
	await button(question(page), "Supprimer le groupe").click();
	await page.waitForURL(`${url}/groups?lang=fr`);
	assert.deepEqual(changes(asked), [["DELETE /groups/g1", null]]);
});

test("a member can leave, and has none of the owner's means", async (t) => {
	const { page, asked } = await visitScores(t, HERE, { ...ONE, ...NONE,
		"GET /groups/g1": MEMBER,
		"DELETE /groups/g1/members/me": { status: 204 } });
	await button(page, "Quitter le groupe").waitFor();
	for (const name of ["Renommer", "Changer de code", "Supprimer le groupe",
		"Retirer Ada"])
		assert.ok(!await button(page, name).isVisible(), name);
	await button(page, "Quitter le groupe").click();
	await button(question(page), "Quitter le groupe").click();
	await page.waitForURL(`${url}/groups?lang=fr`);
	assert.deepEqual(changes(asked),
		[["DELETE /groups/g1/members/me", null]]);
});

for (const [reply, words] of [
	[refusal(404, "no-such-group"), "vous n’en faites pas partie"],
	[AWAY, "hors d’atteinte"]])
	test(`a group that can't be shown: ${words}`, async (t) => {
		const { page } = await visitScores(t, HERE,
			{ "GET /groups/g1": reply }, { refusals: true });
		await said(page, words);
		assert.ok(!await page.locator("#group").isVisible());
		await page.getByRole("link", { name: "Tous mes groupes" }).waitFor();
	});

test("groups speak English too", async (t) => {
	const { page } = await visitScores(t, "/groups?lang=en",
		{ ...NONE, ...ONE, "POST /groups": GROUP });
	await said(page, "You are in no group yet");
	await field(page, "Name of the group").fill("Office");
	await button(page, "Create").click();
	await page.waitForURL("**/groups?lang=en&group=g1");
	await button(page, "Copy the link").waitFor();
	assert.match(await page.locator("#members").innerText(),
		/Zoé\s+you · runs the group/);
});
