import assert from "node:assert/strict";
import test from "node:test";

import {
	erase, gameFrom, isFull, isPlaying, marksByLetter, mayHint, placedLetters,
	rowsOf, typeLetters,
} from "../../../web/game.js";

const puzzle = { date: "2026-03-05", number: 329, initial: "C", length: 7,
	turns: 6 };

function play(...turns) {
	return gameFrom({ puzzle, outcome: "playing",
		turns: turns.map(([guess, pattern]) => ({ guess, pattern })) });
}

function type(game, letters) {
	return [...letters].reduce(typeLetters, game);
}

test("a row begins with the initial", () => {
	assert.equal(play().draft, "C");
});

test("letters fill the row and no more", () => {
	const game = type(play(), "HATEAUX");
	assert.equal(game.draft, "CHATEAU");
	assert.ok(isFull(game));
});

test("a ligature that does not fit whole is cut at the end of the row", () => {
	assert.equal(typeLetters(type(play(), "ABCDE"), "OE").draft, "CABCDEO");
});

test("typing the initial again at the start changes nothing", () => {
	assert.equal(type(play(), "CHATEAU").draft, "CHATEAU");
});

test("the initial can still be the second letter when typed twice", () => {
	assert.equal(type(play(), "CCA").draft, "CCA");
});

test("the initial is a letter like another further on", () => {
	assert.equal(type(play(), "ACCES").draft, "CACCES");
});

test("erasing stops at the initial", () => {
	const game = erase(erase(type(play(), "HA")));
	assert.equal(game.draft, "C");
	assert.equal(erase(game).draft, "C");
});

test("after erasing all the initial may be typed again", () => {
	assert.equal(type(erase(type(play(), "CH")), "CHA").draft, "CHA");
});

/* One that somebody made: what is shown, and what is typed. */
function made(shown) {
	return gameFrom({ puzzle: { length: 7, shown, turns: 6 }, turns: [],
		outcome: "playing" });
}

test("without an initial the row begins empty and can be emptied", () => {
	const game = made(".......");
	assert.equal(game.draft, "");
	assert.equal(type(game, "CCA").draft, "CCA");
	assert.equal(erase(type(game, "C")).draft, "");
	assert.equal(erase(game).draft, "");
});

test("an initial that is shown is one as on a day", () => {
	assert.equal(made("C...E..").draft, "C");
	assert.equal(type(made("C...E.."), "CH").draft, "CH");
});

test("a bonus letter is known from the start", () => {
	assert.deepEqual(placedLetters(made("C...E..")),
		["C", "", "", "", "E", "", ""]);
	assert.deepEqual(placedLetters(made("....E..")),
		["", "", "", "", "E", "", ""]);
	assert.deepEqual(rowsOf(made("C...E.."))[0].cells[4],
		{ letter: "E", state: "hint" });
});

test("a finished game takes no letter", () => {
	const game = { ...play(), outcome: "lost" };
	assert.equal(type(game, "H").draft, "C");
	assert.equal(erase({ ...game, draft: "CH" }).draft, "CH");
});

test("a game on a closed puzzle is not played on", () => {
	assert.ok(isPlaying(play()));
	assert.ok(!isPlaying({ ...play(),
		puzzle: { ...puzzle, answer: "CHATEAU" } }));
});

test("each letter keeps the best mark that it ever had", () => {
	const marks = marksByLetter(play(
		["CULOTTE", "cpaapap"], ["CHARITE", "cccaapp"]));
	assert.equal(marks.get("C"), "correct");
	assert.equal(marks.get("T"), "present");
	assert.equal(marks.get("L"), "absent");
	assert.equal(marks.get("Z"), undefined);
});

test("a letter in place is not lowered by a later mark", () => {
	const marks = marksByLetter(play(
		["CHARITE", "cccaapp"], ["CANAPES", "cpaaapa"]));
	assert.equal(marks.get("A"), "correct");
});

test("the letters found are known, and the initial from the start", () => {
	assert.deepEqual(placedLetters(play()), ["C", "", "", "", "", "", ""]);
	assert.deepEqual(placedLetters(play(["CHARITE", "cccaapp"])),
		["C", "H", "A", "", "", "", ""]);
});

test("the grid has a row a turn: played, current, waiting", () => {
	const rows = rowsOf(play(["CHARITE", "cccaapp"]));
	assert.deepEqual(rows.map(({ state }) => state),
		["played", "current", "waiting", "waiting", "waiting", "waiting"]);
	assert.ok(rows.every(({ cells }) => cells.length === 7));
	assert.deepEqual(rows[0].cells[5], { letter: "T", state: "present" });
});

test("the current row shows what is typed, then hints, then nothing", () => {
	const game = type(play(["CHARITE", "cccaapp"]), "U");
	assert.deepEqual(rowsOf(game)[1].cells.slice(0, 4), [
		{ letter: "C", state: "typed" },
		{ letter: "U", state: "typed" },
		{ letter: "A", state: "hint" },
		{ letter: "", state: "empty" },
	]);
});

test("a game that is over has no current row", () => {
	const rows = rowsOf({ ...play(["CHATEAU", "ccccccc"]), outcome: "won" });
	assert.ok(rows.every(({ state }) => state !== "current"));
});

test("a hint can be asked for where the puzzle has one left", () => {
	const playing = play(["CHARITE", "cccaapp"]);
	const daily = { ...playing, puzzle: { ...playing.puzzle, hints: 1 } };
	const custom = { ...playing, puzzle: { ...playing.puzzle, token: "x" } };
	assert.ok(!mayHint(playing));
	assert.ok(mayHint(daily));
	assert.ok(!mayHint({ ...daily, hints: [1] }));
	assert.ok(mayHint({ ...daily, hints: [2] }), "told again");
	assert.ok(mayHint({ ...custom, hints: [1, 2] }));
	assert.ok(!mayHint({ ...custom, outcome: "won" }));
});
