/*
 * Starts the page: chooses the language and the day, and joins the parts.
 */
import { createAccount, withoutFailure } from "./account.js";
import { createApi } from "./api.js";
import { countDown, dayBefore, formatLeft } from "./countdown.js";
import { createGrid } from "./grid.js";
import { chooseLanguage, MESSAGES, translate } from "./i18n.js";
import { createKeyboard, keyOf } from "./keyboard.js";
import { createNotice } from "./notice.js";
import { createPanel } from "./panel.js";
import { createPlay } from "./play.js";
import { recall, remember } from "./settings.js";

const find = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const askedDate = /^\d{4}-\d\d-\d\d$/.test(asked.get("date") ?? "")
	? asked.get("date") : null;
const language = chooseLanguage(
	asked.get("lang"), recall("language"), navigator.language);
const messages = MESSAGES[language];

const api = createApi({ renewed: (session) => account.show(session) });
const account = createAccount({ api, language, messages, failed: tell });
const notice = createNotice(find("notice"));
const panel = createPanel({
	messages,
	siteName: document.querySelector("meta[name=application-name]").content,
	url: `${location.origin}/?lang=${language}`,
});
const play = createPlay({
	api,
	messages,
	notice,
	grid: createGrid(find("grid"), messages),
	keyboard: createKeyboard(
		find("keyboard"), language, messages, (key) => play.press(key)),
	speak: (text) => {
		find("spoken").textContent = text;
	},
	over: (game, justNow) => {
		panel.show(game);
		if (justNow)
			panel.open();
	},
});

speakLanguage();
listen();
tellOfFailure();
find("app").hidden = false;
if (!recall("helped"))
	openHelp();
start();

function speakLanguage() {
	document.documentElement.lang = language;
	translate(document, messages);
	for (const other of Object.keys(MESSAGES)) {
		const link = find(`in-${other}`);
		link.href = address({ lang: other, date: askedDate });
		if (other === language)
			link.setAttribute("aria-current", "true");
		link.addEventListener("click", () => remember("language", other));
	}
}

function address({ lang = language, date }) {
	return `?lang=${lang}${date ? `&date=${date}` : ""}`;
}

function listen() {
	find("help-open").addEventListener("click", openHelp);
	document.addEventListener("keydown", (event) => {
		const key = keyOf(event);
		if (!key || document.querySelector("dialog[open]"))
			return;
		if (key === "enter" && event.target.closest("a, button"))
			return;
		event.preventDefault();
		/* From here on Enter is for the game, not for the last button. */
		find("grid").focus({ preventScroll: true });
		play.press(key);
	});
}

/* What is not about the game. */
function tell(text) {
	find("news").textContent = text;
}

function tellOfFailure() {
	const address = withoutFailure(location.href);
	if (!address)
		return;
	history.replaceState(null, "", address);
	tell(messages.signInFailed);
}

function openHelp() {
	remember("helped", "yes");
	find("help").showModal();
}

/*
 * A stranger becomes a guest by the first reply, and must not become another
 * one by the next: who plays is asked only then.
 */
async function start() {
	notice.say(messages.loading);
	try {
		const today = await api.puzzle(language, "today");
		account.load();
		if (askedDate && askedDate !== today.date)
			showOtherDay(messages.today);
		const puzzle = await play.load(language, askedDate ?? today.date);
		find("day-title").textContent = messages.day(puzzle);
		await lookAround(puzzle, today);
	} catch (problem) {
		play.report(problem, start);
	}
}

function showOtherDay(text, date) {
	const link = find("day-other");
	link.textContent = text;
	link.href = address({ date });
	link.hidden = false;
}

/*
 * Yesterday's puzzle is open until today's ends: it says when the next one
 * begins, which no arithmetic on hours could on a day of 23 or 25.  The game
 * goes on without it: on an instance's first day there is none.
 */
async function lookAround(puzzle, today) {
	let yesterday;
	try {
		yesterday = await api.puzzle(language, dayBefore(today.date));
	} catch {
		return;
	}
	if (puzzle.date === today.date)
		showOtherDay(messages.yesterday, yesterday.date);
	countDown(Date.parse(yesterday.closes_at), {
		tick: (left) => {
			for (const element of document.querySelectorAll("[data-next]"))
				element.textContent = messages.next(formatLeft(left));
		},
		arrived: () => announceNewWord(today),
	});
}

async function announceNewWord(today) {
	try {
		if ((await api.puzzle(language, "today")).date === today.date)
			return false;
	} catch {
		return false;
	}
	find("news").replaceChildren(`${messages.newWord} `, newWordLink());
	for (const element of document.querySelectorAll("[data-next]"))
		element.replaceChildren(newWordLink());
	return true;
}

function newWordLink() {
	const link = document.createElement("a");
	link.href = address({});
	link.textContent = messages.playNewWord;
	return link;
}
