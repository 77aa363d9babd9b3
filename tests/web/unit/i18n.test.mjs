import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { chooseLanguage, MESSAGES } from "../../../web/i18n.js";
import fr from "../../../web/messages.fr.js";
import scoresFr from "../../../web/messages.scores.fr.js";

const page = readFileSync(
	new URL("../../../web/index.html", import.meta.url), "utf8");

test("the address comes before the choice, the choice before the browser", () => {
	assert.equal(chooseLanguage("en", "fr", "fr-FR"), "en");
	assert.equal(chooseLanguage(null, "en", "fr-FR"), "en");
	assert.equal(chooseLanguage(null, null, "en-GB"), "en");
	assert.equal(chooseLanguage(null, null, "fr-CA"), "fr");
});

test("French is for everybody who does not read English", () => {
	for (const browser of ["de", "es-ES", "ja", "", undefined])
		assert.equal(chooseLanguage(null, null, browser), "fr");
});

test("a language that is not spoken here is passed over", () => {
	assert.equal(chooseLanguage("de", "constructor", "en"), "en");
});

test("both languages say the same things", () => {
	const shape = (value) => (typeof value === "object"
		? Object.entries(value).map(([key, part]) => [key, shape(part)]).sort()
		: typeof value);
	assert.deepEqual(shape(MESSAGES.fr), shape(MESSAGES.en));
});

test("no message takes the name of another", () => {
	assert.deepEqual(
		Object.keys(scoresFr).filter((name) => Object.hasOwn(fr, name)), []);
});

test("every message that the page names exists", () => {
	const named = [...page.matchAll(/data-(?:text|label)="(\w+)"/g)];
	assert.ok(named.length > 10);
	for (const [, name] of named)
		assert.equal(typeof MESSAGES.fr[name], "string", name);
});

test("the page has no inline script and no inline style", () => {
	assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)/);
	assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|javascript:/);
});
