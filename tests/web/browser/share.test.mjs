/* Showing a finished game to others. */
import assert from "node:assert/strict";
import test from "node:test";

import {
	eventually, naiveMarks, newGuest, open, playWord, url, words,
} from "./site.mjs";

const { answer, wrong } = words.fr;
const SQUARES = { correct: "🟥", present: "🟡", absent: "🟦" };

async function win(guest) {
	const page = await open(guest);
	await playWord(page, wrong[0]);
	await playWord(page, answer);
	await page.locator("#result").waitFor();
	return page;
}

async function expectedText(page) {
	const { number } = await page.evaluate(async () =>
		(await fetch("/api/game/puzzles/fr/today")).json());
	const row = (guess) => naiveMarks(guess, answer)
		.map((mark) => SQUARES[mark]).join("");
	const name = await page.locator("meta[name=application-name]")
		.getAttribute("content");
	return [`#${name} #${number} 2/6`, "", row(wrong[0]), row(answer), "",
		`${url}/?lang=fr`].join("\n");
}

test("the grid is copied where there is no share sheet", async (t) => {
	const guest = await newGuest(t,
		{ permissions: ["clipboard-read", "clipboard-write"] });
	await guest.addInitScript(() => {
		Navigator.prototype.share = undefined;
	});
	const page = await win(guest);
	await page.getByRole("button", { name: "Partager", exact: true }).click();
	await eventually(() => page.locator("#share-said").textContent(),
		(said) => said === "Copié.");
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	assert.equal(copied, await expectedText(page));

	await page.getByRole("button", { name: "Partager en texte" }).click();
	await eventually(
		() => page.evaluate(() => navigator.clipboard.readText()),
		(text) => /Essai 2\s: tout est bien placé\./.test(text));
});

test("the grid goes to the share sheet where there is one", async (t) => {
	const guest = await newGuest(t);
	await guest.addInitScript(() => {
		Navigator.prototype.share = async (data) => {
			window.sharedWith = data;
		};
	});
	const page = await win(guest);
	await page.getByRole("button", { name: "Partager", exact: true }).click();
	assert.deepEqual(await page.evaluate(() => window.sharedWith),
		{ text: await expectedText(page) });
});

test("without either the text is there to be copied by hand", async (t) => {
	const guest = await newGuest(t);
	await guest.addInitScript(() => {
		Navigator.prototype.share = undefined;
		Object.defineProperty(Navigator.prototype, "clipboard",
			{ value: undefined });
	});
	const page = await win(guest);
	await page.getByRole("button", { name: "Partager", exact: true }).click();
	const box = page.getByRole("textbox", { name: "Texte à copier" });
	await box.waitFor();
	assert.equal(await box.inputValue(), await expectedText(page));
	assert.ok(await box.evaluate((element) =>
		element === document.activeElement
			&& element.selectionEnd === element.value.length));
});
