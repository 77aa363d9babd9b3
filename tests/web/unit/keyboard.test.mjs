import assert from "node:assert/strict";
import test from "node:test";

import { keyOf } from "../../../web/keyboard.js";

const typed = (key, more = {}) => keyOf({ key, ...more });

test("letters are taken whatever their case", () => {
	assert.equal(typed("a"), "A");
	assert.equal(typed("Z"), "Z");
});

test("accents are taken off", () => {
	for (const [accented, plain] of [..."éÉèêë"].map((e) => [e, "E"])
		.concat([["ç", "C"], ["à", "A"], ["ù", "U"], ["ï", "I"], ["ñ", "N"]]))
		assert.equal(typed(accented), plain, accented);
});

test("a ligature is two letters", () => {
	assert.equal(typed("œ"), "OE");
	assert.equal(typed("Œ"), "OE");
	assert.equal(typed("æ"), "AE");
});

test("Enter and Backspace are keys of the game", () => {
	assert.equal(typed("Enter"), "enter");
	assert.equal(typed("Backspace"), "erase");
});

test("Enter held down plays once", () => {
	assert.equal(typed("Enter", { repeat: true }), null);
	assert.equal(typed("Backspace", { repeat: true }), "erase");
});

test("shortcuts and unfinished compositions are not for the game", () => {
	for (const other of ["ctrlKey", "altKey", "metaKey", "isComposing"])
		assert.equal(typed("a", { [other]: true }), null, other);
});

test("all else is ignored", () => {
	for (const key of ["1", " ", "-", "'", "Tab", "Shift", "Dead", "F1", "ß",
		"я", "中", "😀", "Process", "Unidentified", "ArrowLeft", ""])
		assert.equal(typed(key), null, key);
});
