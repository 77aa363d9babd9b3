/*
 * What the browser tests share: the site under test, a browser, guests.
 *
 *	MOTUS_URL		the running site
 *	MOTUS_ANSWER_FR, _EN	the answer of the day, in letters A-Z
 *	MOTUS_WRONG_FR, _EN	words that may be guessed, with its length and
 *				initial; separated by commas
 *	MOTUS_SHOTS		where screenshots go (a temporary folder)
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

import { chromium } from "playwright-core";

function setting(name) {
	assert.ok(process.env[name], `${name} is not set`);
	return process.env[name];
}

export const url = setting("MOTUS_URL").replace(/\/$/, "");
export const words = Object.fromEntries(["fr", "en"].map((language) => [
	language, {
		answer: setting(`MOTUS_ANSWER_${language.toUpperCase()}`),
		wrong: setting(`MOTUS_WRONG_${language.toUpperCase()}`).split(","),
	},
]));

export const PHONE = { width: 360, height: 640 };
export const DESK = { width: 1280, height: 800 };

const RULES_READ = {
	cookies: [],
	origins: [{
		origin: new URL(url).origin,
		localStorage: [{ name: "motus.helped", value: "yes" }],
	}],
};

const shots = process.env.MOTUS_SHOTS ?? mkdtempSync(join(tmpdir(), "motus-"));
mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
	executablePath: "/usr/bin/chromium",
	args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
		"--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync"],
});
after(() => browser.close());

/*
 * A new guest: a browser that knows nothing yet.  Marks come without delay
 * unless `motion`; the rules were read unless `first`.  When the test ends
 * nothing may have gone wrong in any of its pages; replies with an error
 * status, which Chromium reports too, are fine where `refusals` says so.
 */
export async function newGuest(t, {
	motion = false, first = false, refusals = false, ...options } = {}) {
	const context = await browser.newContext({
		viewport: DESK,
		locale: "fr-FR",
		reducedMotion: motion ? "no-preference" : "reduce",
		storageState: first ? undefined : RULES_READ,
		...options,
	});
	const troubles = [];
	context.on("weberror", (error) => troubles.push(error.error().stack));
	context.on("console", (message) => {
		const text = message.text();
		if (!["error", "warning"].includes(message.type()))
			return;
		if (!refusals || !text.startsWith("Failed to load resource"))
			troubles.push(text);
	});
	await context.addInitScript(() => {
		addEventListener("securitypolicyviolation",
			(event) => console.error("CSP:", event.violatedDirective));
	});
	t.after(async () => {
		await context.close();
		assert.deepEqual(troubles, []);
	});
	return context;
}

/* Open the page and wait until the game is there. */
export async function open(context, search = "") {
	const page = await context.newPage();
	await page.goto(`${url}/${search}`);
	await page.locator(".row").first().waitFor();
	return page;
}

/* Both in one, for a test with one page. */
export async function visit(t, { search, ...options } = {}) {
	return open(await newGuest(t, options), search);
}

export async function typeWord(page, word) {
	await page.keyboard.type(word.slice(1).toLowerCase());
	await page.keyboard.press("Enter");
}

/* Play a word that is taken, and wait until its marks are there. */
export async function playWord(page, word) {
	const turn = await page.locator(".row.played").count();
	await typeWord(page, word);
	await page.locator(".row.played").nth(turn).waitFor();
}

/* The marks as the rules have them, counted the plain way. */
export function naiveMarks(guess, answer) {
	const marks = Array(guess.length).fill("absent");
	const left = [...answer];
	[...guess].forEach((letter, i) => {
		if (letter === answer[i]) {
			marks[i] = "correct";
			left[i] = null;
		}
	});
	[...guess].forEach((letter, i) => {
		const at = left.indexOf(letter);
		if (marks[i] !== "correct" && at >= 0) {
			marks[i] = "present";
			left[at] = null;
		}
	});
	return marks;
}

/* What row `i` shows: its letters and the state of each cell. */
export async function readRow(page, i) {
	return page.locator(".row").nth(i).evaluate((row) => {
		const cells = [...row.children];
		return {
			letters: cells.map((cell) =>
				cell.querySelector(".letter").textContent).join(""),
			states: cells.map((cell) => cell.classList[1]),
		};
	});
}

/* Wait until what `read` gives satisfies `check`. */
export async function eventually(read, check) {
	let value;
	for (const end = Date.now() + 10_000; Date.now() < end;) {
		value = await read();
		if (check(value))
			return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	assert.fail(`still ${JSON.stringify(value)}`);
}

/* Wait until the line under the grid says `pattern`. */
export async function hears(page, pattern) {
	await eventually(() => page.locator("#notice").innerText(),
		(text) => pattern.test(text));
}

export async function shoot(page, name) {
	await page.screenshot({ path: join(shots, `${name}.png`) });
}
