import assert from "node:assert/strict";
import test from "node:test";

import en from "../../../web/messages.en.js";
import fr from "../../../web/messages.fr.js";
import {
	deliver, emojiText, patternInWords, wordsText,
} from "../../../web/share.js";

const url = "https://motus.example/";
const won = {
	puzzle: { number: 1329, turns: 6 },
	outcome: "won",
	turns: [
		{ guess: "CULOTTE", pattern: "cpaapap" },
		{ guess: "CHATEAU", pattern: "ccccccc" },
	],
};
const lost = { ...won, outcome: "lost", turns: Array(6).fill(won.turns[0]) };

function refusal(name) {
	return () => Promise.reject(Object.assign(new Error(), { name }));
}

test("a won game is shared in the form that bots read", () => {
	assert.equal(emojiText("Motus", won, url), [
		"#Motus #1329 2/6",
		"",
		"🟥🟡🟦🟦🟡🟦🟡",
		"🟥🟥🟥🟥🟥🟥🟥",
		"",
		url,
	].join("\n"));
});

test("a lost game has a dash for its number of turns", () => {
	assert.match(emojiText("Motus", lost, url), /^#Motus #1329 -\/6\n\n(🟥.*\n){6}\n/u);
});

test("a puzzle that somebody made has no number", () => {
	const game = { ...won, puzzle: { turns: 10 } };
	assert.match(emojiText("Motus", game, url), /^#Motus 2\/10\n\n/);
});

test("no letter of the game is in what is shared", () => {
	const text = emojiText("", won, "") + patternInWords(won, fr).join("");
	for (const { guess } of won.turns)
		assert.ok(!text.toUpperCase().includes(guess));
});

test("the pattern is told in words, in both languages", () => {
	assert.deepEqual(patternInWords(won, fr), [
		"Essai 1\u00a0: 1 bien placée\u202f; 2, 5 et 7 mal placées.",
		"Essai 2\u00a0: tout est bien placé.",
	]);
	assert.deepEqual(patternInWords(won, en), [
		"Guess 1: 1 in place; 2, 5 and 7 misplaced.",
		"Guess 2: all in place.",
	]);
});

test("the version in words has the same first and last line", () => {
	const emoji = emojiText("Motus", won, url).split("\n");
	const words = wordsText("Motus", won, url, en).split("\n");
	assert.equal(words.length, emoji.length);
	assert.equal(words[0], emoji[0]);
	assert.equal(words.at(-1), url);
});

test("the share sheet comes first", async () => {
	const given = [];
	const share = async (data) => given.push(data);
	assert.equal(await deliver("text", { share }), "shared");
	assert.deepEqual(given, [{ text: "text" }]);
});

test("a player who closes the share sheet gets nothing else", async () => {
	const share = refusal("AbortError");
	const clipboard = { writeText: () => assert.fail("copied") };
	assert.equal(await deliver("text", { share, clipboard }), "cancelled");
});

test("a share sheet that fails leaves the clipboard", async () => {
	const copied = [];
	const share = refusal("NotAllowedError");
	const clipboard = { writeText: async (text) => copied.push(text) };
	assert.equal(await deliver("text", { share, clipboard }), "copied");
	assert.deepEqual(copied, ["text"]);
});

test("without share sheet and clipboard the page must show it", async () => {
	assert.equal(await deliver("text", {}), "refused");
	const clipboard = { writeText: refusal("NotAllowedError") };
	assert.equal(await deliver("text", { clipboard }), "refused");
});

test("a turn with a hint has a bulb, and says so in words", () => {
	const hinted = { ...won, hints: [2] };
	assert.match(emojiText("Motus", hinted, url), /🟡\n🟥{7}💡\n\n/u);
	assert.match(wordsText("Motus", hinted, url, fr), /\. Avec un indice\.\n\n/);
	assert.match(wordsText("Motus", hinted, url, en), /\. With a hint\.\n\n/);
	assert.doesNotMatch(emojiText("Motus", won, url), /💡/u);
});
