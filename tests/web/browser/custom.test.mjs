/* Puzzles for friends, and to practise. */
import assert from "node:assert/strict";
import test from "node:test";

import { assertReadable } from "./contrast.mjs";
import {
	eventually, hears, naiveMarks, newGuest, open, PHONE, playWord, readRow,
	shoot, typeWord, url, visit, words,
} from "./site.mjs";

const TEXTS = {
	fr: {
		title: "Nouvelle partie", word: "Le mot à faire deviner",
		link: "Lien à envoyer", go: "Créer le lien", play: "Y jouer",
		practice: "pour m’entraîner, avec un mot au hasard", practise: "Jouer",
		length: "Lettres", custom: /^Partie sur mesure · mots français/,
		unknown: /n’est pas dans le dictionnaire/, won: "Bravo", share: "Partager",
		found: /^Trouvé en 2 essais$/, moved: /doit rester à sa place/,
		broken: /Ce lien est incomplet/,
	},
	en: {
		title: "New puzzle", word: "The word to guess",
		link: "Link to send", go: "Make the link", play: "Play it",
		practice: "to practise, with any word", practise: "Play",
		length: "Letters", custom: /^Custom puzzle · English words/,
		unknown: /is not in the dictionary/, won: "Well done", share: "Share",
		found: /^Found in 2 guesses$/, moved: /must stay there/,
		broken: /This link is incomplete/,
	},
};

/* An answer, a guess with letters in their places, and one without them. */
const STRAYING = {
	fr: ["MERLE", "MERCI", "MAINS"],
	en: ["HOUSE", "HORSE", "HEART"],
};

const SQUARES = { correct: "🟥", present: "🟡", absent: "🟦" };

async function openMaker(page, texts) {
	await page.getByRole("button", { name: texts.title }).click();
	const dialog = page.getByRole("dialog", { name: texts.title });
	await dialog.waitFor();
	return dialog;
}

/* Ask the service itself for a link. */
async function linkOf(wanted) {
	const reply = await fetch(`${url}/api/game/customs`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(wanted),
	});
	assert.equal(reply.status, 201);
	return (await reply.json()).link;
}

async function follow(context, link) {
	const page = await context.newPage();
	await page.goto(link);
	await page.locator(".row.current").waitFor();
	return page;
}

for (const lang of ["fr", "en"]) {
	const texts = TEXTS[lang];
	const { answer, wrong } = words[lang];
	const locale = lang === "fr" ? "fr-FR" : "en-GB";

	test(`a word goes to a friend, who finds it (${lang})`, async (t) => {
		const maker = await visit(t, { search: `?lang=${lang}`, locale });
		const dialog = await openMaker(maker, texts);
		await dialog.getByLabel(texts.word).fill(answer.toLowerCase());
		await dialog.getByRole("button", { name: texts.go }).click();
		const field = dialog.getByLabel(texts.link);
		await field.waitFor();
		const link = await field.inputValue();
		assert.match(link, new RegExp(`^${url}/custom/[\\w-]{70}$`));

		const guest = await newGuest(t, { locale });
		await guest.addInitScript(() => {
			Navigator.prototype.share = async (data) => {
				window.sharedWith = data;
			};
		});
		const friend = await follow(guest, link);
		assert.match(await friend.locator("#day-title").innerText(),
			texts.custom);
		await playWord(friend, wrong[0]);
		await playWord(friend, answer);
		const result = friend.getByRole("dialog", { name: texts.won });
		await result.waitFor();
		assert.match(await friend.locator("#result-points").innerText(),
			texts.found);
		await result.getByRole("button", { name: texts.share, exact: true })
			.click();
		const row = (guess) => naiveMarks(guess, answer)
			.map((mark) => SQUARES[mark]).join("");
		const name = await friend.locator("meta[name=application-name]")
			.getAttribute("content");
		assert.deepEqual(await friend.evaluate(() => window.sharedWith), {
			text: [`#${name} 2/6`, "", row(wrong[0]), row(answer), "", link]
				.join("\n"),
		});
		await friend.reload();
		await friend.locator(".row.played").nth(1).waitFor();
	});

	test(`one practises with any word of a length (${lang})`, async (t) => {
		const page = await visit(t, { search: `?lang=${lang}`, locale });
		const dialog = await openMaker(page, texts);
		await dialog.getByLabel(texts.practice).check();
		await dialog.getByLabel(texts.length, { exact: true })
			.selectOption("9");
		await dialog.getByRole("button", { name: texts.practise }).click();
		await page.waitForURL(/\/custom\//);
		await page.locator(".row.current").waitFor();
		assert.equal(await page.locator(".row.current .cell").count(), 9);
		assert.match((await readRow(page, 0)).letters, /^[A-Z]$/);
	});

	test(`a word that nobody knows makes no link (${lang})`, async (t) => {
		const page = await visit(t,
			{ search: `?lang=${lang}`, locale, refusals: true });
		const dialog = await openMaker(page, texts);
		await dialog.getByLabel(texts.word).fill("zzzzzz");
		await page.keyboard.press("Enter");
		await eventually(() => page.locator("#maker-said").innerText(),
			(said) => texts.unknown.test(said));
		assert.ok(!await dialog.getByLabel(texts.link).isVisible());
		assert.equal(await page.evaluate(() => document.activeElement.id),
			"maker-word");
	});

	test(`hard rules refuse what they must (${lang})`, async (t) => {
		const [word, near, astray] = STRAYING[lang];
		const link = await linkOf({ language: lang, word,
			rules: { strictness: "hard", turns: 10 } });
		const guest = await newGuest(t, { locale, refusals: true });
		const page = await follow(guest, `${link}?lang=${lang}`);
		assert.equal(await page.locator(".row").count(), 10);
		await playWord(page, near);
		await typeWord(page, astray);
		await hears(page, texts.moved);
		assert.equal(await page.locator(".row.played").count(), 1);
	});

	test(`a broken link says so (${lang})`, async (t) => {
		const guest = await newGuest(t, { locale, refusals: true });
		const page = await guest.newPage();
		await page.goto(`${url}/custom/nothing?lang=${lang}`);
		await hears(page, texts.broken);
		assert.equal(await page.locator("#notice button").count(), 0);
	});

	test(`the dialog fits on a phone (${lang})`, async (t) => {
		const page = await visit(t,
			{ viewport: PHONE, search: `?lang=${lang}`, locale });
		const dialog = await openMaker(page, texts);
		await shoot(page, `maker-${lang}`);
		await dialog.getByLabel(texts.word).fill(answer);
		await dialog.getByRole("button", { name: texts.go }).click();
		await dialog.getByLabel(texts.link).waitFor();
		await page.locator("#maker-play").scrollIntoViewIfNeeded();
		await shoot(page, `maker-made-${lang}`);
		const { left, right, inner, scroll } = await dialog.evaluate((box) => ({
			...box.getBoundingClientRect().toJSON(),
			inner: box.clientWidth, scroll: box.scrollWidth,
		}));
		assert.ok(left >= 0 && right <= PHONE.width && scroll <= inner,
			`${left} ${right} ${scroll} ${inner}`);
		assert.equal(await page.evaluate(() =>
			document.documentElement.scrollWidth), PHONE.width);
	});
}

test("without the initial a row begins empty, and the bonus is a hint",
	async (t) => {
		const { answer } = words.fr;
		const link = await linkOf({ language: "fr", word: answer,
			rules: { initial: false, bonus: true } });
		const page = await follow(await newGuest(t), link);
		const { letters, states } = await readRow(page, 0);
		assert.equal(letters.length, 1);
		assert.equal(states.indexOf("hint"), answer.indexOf(letters,
			states.indexOf("hint")));
		assert.ok(states.indexOf("hint") > 0);
		await page.keyboard.type(answer.toLowerCase());
		await page.keyboard.press("Enter");
		await page.getByRole("dialog", { name: "Bravo" }).waitFor();
	});

test("the dialog is worked with the keyboard alone", async (t) => {
	const { answer } = words.fr;
	const page = await visit(t);
	await page.locator("#maker-open").focus();
	await page.keyboard.press("Enter");
	await page.getByRole("dialog", { name: "Nouvelle partie" }).waitFor();
	const focused = () => page.evaluate(() => document.activeElement.id);
	for (let i = 0; i < 5 && await focused() !== "maker-word"; i++)
		await page.keyboard.press("Tab");
	assert.equal(await focused(), "maker-word");
	await page.keyboard.type(answer.toLowerCase());
	await page.keyboard.press("Enter");
	await eventually(focused, (id) => id === "maker-share");
	await page.keyboard.press("Tab");
	assert.equal(await focused(), "maker-play");
	await page.keyboard.press("Escape");
	assert.equal(await focused(), "maker-open");
	assert.equal((await readRow(page, 0)).letters, answer[0]);
});

test("every control of the dialog has a name", async (t) => {
	const page = await visit(t);
	const dialog = await openMaker(page, TEXTS.fr);
	const nameless = await dialog.evaluate((box) =>
		[...box.querySelectorAll("input, select, button, a")]
			.filter((element) => !element.labels?.length
				&& !element.textContent.trim())
			.map((element) => element.id));
	assert.deepEqual(nameless, []);
	await dialog.getByRole("group", { name: "Pour qui" }).waitFor();
});

for (const colorScheme of ["light", "dark"])
	test(`the dialog can be read (${colorScheme})`, async (t) => {
		const page = await visit(t, { colorScheme });
		await openMaker(page, TEXTS.fr);
		assert.ok(await assertReadable(page) > 10);
		await shoot(page, `maker-desk-${colorScheme}`);
	});

test("the game of the day is another one", async (t) => {
	const { answer, wrong } = words.fr;
	const guest = await newGuest(t);
	const custom = await follow(guest,
		await linkOf({ language: "fr", word: answer }));
	await playWord(custom, wrong[0]);
	const day = await open(guest);
	assert.equal(await day.locator(".row.played").count(), 0);
	await custom.getByRole("link", { name: "Le mot du jour" }).click();
	await custom.waitForURL(`${url}/?lang=fr`);
});
