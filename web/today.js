/*
 * The view "/": the game of a day.
 */
import { placeOfDay } from "./api.js";
import { countDown, dayBefore, formatLeft } from "./countdown.js";
import { createTable } from "./table.js";

const find = (id) => document.getElementById(id);

export function startView(view) {
	const { api, account, record, language, messages, asked, tell } = view;
	const askedDate = /^\d{4}-\d\d-\d\d$/.test(asked.get("date") ?? "")
		? asked.get("date") : null;
	const { notice, play } = createTable({ ...view, ended });
	let today = null;

	start();

	function ended({ puzzle, outcome }) {
		if (puzzle.date === today.date && outcome !== "playing")
			record.expectToday();
	}

	function puzzleOf(date) {
		return api.puzzle(placeOfDay(language, date));
	}

	/*
	 * A stranger becomes a guest by the first reply, and must not become
	 * another one by the next: who plays is asked only then.
	 */
	async function start() {
		notice.say(messages.loading);
		try {
			today = await puzzleOf("today");
			account.load();
			if (askedDate && askedDate !== today.date)
				showOtherDay(messages.today);
			const puzzle = await play.load(
				placeOfDay(language, askedDate ?? today.date));
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
			yesterday = await puzzleOf(dayBefore(today.date));
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
			const { date } = await puzzleOf("today");
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
