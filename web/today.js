/*
 * The view "/": the game of a day.
 */
import { countDown, dayBefore, formatLeft } from "./countdown.js";
import { createGrid } from "./grid.js";
import { createKeyboard, keyOf } from "./keyboard.js";
import { createNotice } from "./notice.js";
import { createPanel } from "./panel.js";
import { createPlay } from "./play.js";

const find = (id) => document.getElementById(id);

export function startView({ api, account, record, statistics, language,
	messages, siteName, asked, tell }) {
	const askedDate = /^\d{4}-\d\d-\d\d$/.test(asked.get("date") ?? "")
		? asked.get("date") : null;
	const notice = createNotice(find("notice"));
	const panel = createPanel({
		messages,
		siteName,
		url: `${location.origin}/?lang=${language}`,
		record,
		statistics,
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
		over,
	});
	let today = null;

	find("table").hidden = false;
	listen();
	start();

	function listen() {
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

	function over(game, justNow) {
		if (game.puzzle.date === today.date && game.outcome !== "playing")
			record.expectToday();
		panel.show(game);
		if (justNow)
			panel.open();
	}

	/*
	 * A stranger becomes a guest by the first reply, and must not become
	 * another one by the next: who plays is asked only then.
	 */
	async function start() {
		notice.say(messages.loading);
		try {
			today = await api.puzzle(language, "today");
			account.load();
			if (askedDate && askedDate !== today.date)
				showOtherDay(messages.today);
			const puzzle = await play.load(language, askedDate ?? today.date);
			find("day-title").textContent = messages.day(puzzle);
			await lookAround(puzzle);
		} catch (problem) {
			play.report(problem, start);
		}
	}

	function showOtherDay(text, date) {
		const link = find("day-other");
		link.textContent = text;
		link.href = address(date);
		link.hidden = false;
	}

	function address(date) {
		return `?lang=${language}${date ? `&date=${date}` : ""}`;
	}

	/*
	 * Yesterday's puzzle is open until today's ends: it says when the next
	 * one begins, which no arithmetic on hours could on a day of 23 or 25.
	 * The game goes on without it: on an instance's first day there is none.
	 */
	async function lookAround(puzzle) {
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
			arrived: announceNewWord,
		});
	}

	async function announceNewWord() {
		try {
			const { date } = await api.puzzle(language, "today");
			if (date === today.date)
				return false;
		} catch {
			return false;
		}
		tell(`${messages.newWord} `, newWordLink());
		for (const element of document.querySelectorAll("[data-next]"))
			element.replaceChildren(newWordLink());
		return true;
	}

	function newWordLink() {
		const link = document.createElement("a");
		link.href = address();
		link.textContent = messages.playNewWord;
		return link;
	}
}
