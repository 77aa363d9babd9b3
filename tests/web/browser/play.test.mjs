/* A game from the first letter to the end. */
import assert from "node:assert/strict";
import test from "node:test";

import {
	hears, naiveMarks, open, newGuest, playWord, readRow, typeWord, visit,
	words,
} from "./site.mjs";

const { answer, wrong } = words.fr;
const wrongAt = (turn) => wrong[turn % wrong.length];

function bestMarks(guesses) {
	const order = ["absent", "present", "correct"];
	const best = {};
	for (const guess of guesses)
		naiveMarks(guess, answer).forEach((mark, i) => {
			const known = order.indexOf(best[guess[i]]);
			best[guess[i]] = order[Math.max(known, order.indexOf(mark))];
		});
	return best;
}

test("a guest plays a French game to a win", async (t) => {
	const page = await visit(t, { motion: true });
	const start = await readRow(page, 0);
	assert.equal(start.letters, answer[0]);
	assert.equal(start.states.length, answer.length);
	assert.equal(await page.locator(".row").count(), 6);

	const guesses = [wrongAt(0), wrongAt(1), answer];
	for (const [turn, guess] of guesses.entries()) {
		await playWord(page, guess);
		assert.deepEqual(await readRow(page, turn),
			{ letters: guess, states: naiveMarks(guess, answer) });
	}

	const result = page.locator("#result");
	await result.waitFor();
	assert.match(await result.innerText(), /Bravo/);
	assert.match(await result.innerText(), /Trouvé en 3 essais · \d+ points/);
	assert.match(await result.innerText(), /Prochain mot dans \d\d:\d\d:\d\d/);
	const shown = await page.locator("#result-answer").textContent();
	assert.equal(shown.normalize("NFD").replace(/\p{M}/gu, "")
		.replace(/œ/i, "oe").replace(/æ/i, "ae").toUpperCase(), answer);
});

test("a guest plays a French game to a loss", async (t) => {
	const page = await visit(t);
	for (let turn = 0; turn < 6; turn++)
		await playWord(page, wrongAt(turn));
	const result = page.locator("#result");
	await result.waitFor();
	assert.match(await result.innerText(), /Dommage/);
	assert.match(await result.innerText(), /0 point\b/);
	await page.keyboard.press("Escape");
	assert.match(await page.locator("#ending").innerText(), /C’était «\s.+\s»/);
	assert.equal(await page.locator(".row.current").count(), 0);
});

test("the keys take the best mark known of each letter", async (t) => {
	const page = await visit(t);
	const guesses = [wrongAt(0), wrongAt(1), wrongAt(2)];
	for (const guess of guesses)
		await playWord(page, guess);
	const marks = bestMarks(guesses);
	const keys = await page.locator(".key").evaluateAll((buttons) =>
		buttons.map(({ dataset, classList }) => [dataset.key, classList[1]]));
	assert.equal(keys.length, 28);
	for (const [letter, mark] of keys)
		assert.equal(mark, marks[letter], letter);
});

test("letters found are hints in the row that follows", async (t) => {
	const page = await visit(t);
	await playWord(page, wrongAt(0));
	const found = naiveMarks(wrongAt(0), answer).map((mark) =>
		mark === "correct");
	const { states } = await readRow(page, 1);
	assert.deepEqual(states.slice(1), found.slice(1).map((known) =>
		(known ? "hint" : "empty")));
});

test("a mark is a shape and words, not only a colour", async (t) => {
	const page = await visit(t);
	await playWord(page, wrongAt(0));
	const marks = naiveMarks(wrongAt(0), answer);
	const say = { correct: "bien placée", present: "mal placée",
		absent: "absente" };
	const cells = await page.locator(".row").first().locator(".cell")
		.evaluateAll((all) => all.map((cell) => {
			const disc = getComputedStyle(cell, "::before");
			return {
				spoken: cell.querySelector(".spoken").textContent,
				disc: disc.content === "none" ? null : disc.borderRadius,
			};
		}));
	for (const [i, mark] of marks.entries()) {
		assert.equal(cells[i].spoken, `${wrongAt(0)[i]} ${say[mark]}`);
		assert.equal(cells[i].disc, mark === "present" ? "50%" : null);
	}
	assert.equal(await page.locator("#spoken").textContent(),
		marks.map((mark, i) => `${wrongAt(0)[i]} ${say[mark]}`).join(", "));
});

test("a refused word costs nothing and stays to be corrected", async (t) => {
	const page = await visit(t, { refusals: true });
	const odd = answer[0].padEnd(answer.length, "XQ");
	await typeWord(page, odd);
	await hears(page, new RegExp(`«\\s${odd}\\s» n’est pas dans`));
	assert.equal((await readRow(page, 0)).letters, odd);
	assert.equal(await page.locator(".row.played").count(), 0);
	for (let i = 1; i < odd.length; i++)
		await page.keyboard.press("Backspace");
	await playWord(page, wrongAt(0));
	assert.equal((await readRow(page, 0)).letters, wrongAt(0));
});

test("a word too short is told so without asking the server", async (t) => {
	const page = await visit(t);
	await page.keyboard.type("a");
	await page.keyboard.press("Enter");
	await hears(page, new RegExp(`Il faut ${answer.length} lettres`));
});

test("a reload brings the game back", async (t) => {
	const page = await visit(t);
	await playWord(page, wrongAt(0));
	await playWord(page, wrongAt(1));
	const before = [await readRow(page, 0), await readRow(page, 1)];
	await page.reload();
	await page.locator(".row.played").nth(1).waitFor();
	assert.deepEqual([await readRow(page, 0), await readRow(page, 1)], before);
	await playWord(page, answer);
	await page.locator("#result").waitFor();
	await page.reload();
	await page.locator("#ending").waitFor();
	assert.match(await page.locator("#ending").innerText(),
		/Trouvé en 3 essais/);
	await page.getByRole("button", { name: "Voir le résultat" }).click();
	assert.match(await page.locator("#result").innerText(), /Bravo/);
});

test("another guest has another game", async (t) => {
	const one = await visit(t);
	await playWord(one, wrongAt(0));
	const other = await visit(t);
	assert.equal(await other.locator(".row.played").count(), 0);
});

test("letters typed while marks appear are for the next row", async (t) => {
	const page = await visit(t, { motion: true });
	await typeWord(page, wrongAt(0));
	await page.keyboard.type(wrongAt(1).slice(1));
	await page.locator(".row.played").first().waitFor();
	assert.equal((await readRow(page, 1)).letters, wrongAt(1));
});

test("what is typed on the screen's keys counts alike", async (t) => {
	const page = await visit(t);
	const keyboard = page.getByRole("group", { name: "Clavier" });
	const key = (name) => keyboard.locator(`[data-key="${name}"]`);
	for (const letter of wrongAt(0).slice(1))
		await key(letter).click();
	await key("erase").click();
	assert.equal((await readRow(page, 0)).states.at(-1), "empty");
	await key(wrongAt(0).at(-1)).click();
	await key("enter").click();
	await page.locator(".row.played").waitFor();
	assert.equal((await readRow(page, 0)).letters, wrongAt(0));
});

test("a turn played in another tab is shown, not lost", async (t) => {
	const guest = await newGuest(t, { refusals: true });
	const [one, other] = [await open(guest), await open(guest)];
	await playWord(one, wrongAt(0));
	await typeWord(other, wrongAt(1));
	await hears(other, /joué ailleurs/);
	assert.equal((await readRow(other, 0)).letters, wrongAt(0));
	assert.equal((await readRow(other, 1)).letters, wrongAt(1));
	await other.keyboard.press("Enter");
	await other.locator(".row.played").nth(1).waitFor();
});
