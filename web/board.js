/*
 * A board: who has how many points in a day, a week, a month or in all.  The
 * rankings and every group have one; its choices are links, so that each
 * board has an address.
 */
import { make, makeRow } from "./elements.js";
import { linkTo } from "./links.js";

const PERIODS = ["day", "week", "month", "all"];
const DAY = 86_400_000; /* milliseconds; civil dates have no others */

/* What the address asks for; anything odd is left to the server to refuse. */
export function boardAsked(asked, language) {
	return {
		period: PERIODS.includes(asked.get("period"))
			? asked.get("period") : "day",
		words: asked.get("words") ?? language,
		date: asked.get("date"),
	};
}

/* The civil date `days` after `date`, both as YYYY-MM-DD. */
export function daysAfter(date, days) {
	return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY)
		.toISOString().slice(0, 10);
}

/*
 * `place` is what else belongs in the address: the language of the page, the
 * group.  `columns` are those after the name: of "points", "guesses", "games".
 */
export function createBoard({ messages, place, chosen, columns }) {
	const find = (id) => document.getElementById(id);
	const number = new Intl.NumberFormat(messages.locale);
	const { period, words, date } = chosen;
	const link = (changes, text) => linkTo(
		{ ...place, period, words, date, ...changes }, text);

	fillChoices("board-periods", period, PERIODS.map((one) =>
		[one, link({ period: one }, messages.periodNames[one])]));
	fillChoices("board-words", words, Object.entries(messages.wordsNames)
		.map(([one, name]) => [one, link({ words: one }, name)]));
	find("board-columns").replaceChildren(
		...["rank", "name", ...columns].map((column) =>
			make("th", { scope: "col" }, messages.columns[column])));
	find("board").hidden = false;

	function fillChoices(id, current, choices) {
		find(id).replaceChildren(...choices.map(([one, choice]) => {
			if (one === current)
				choice.setAttribute("aria-current", "true");
			return choice;
		}));
	}

	/* What the board is of, and the ways to the days before and after. */
	function drawDays(board) {
		find("board-title").textContent = messages.spanOf(board);
		drawStep("board-earlier", messages.earlier[period],
			board.from && daysAfter(board.from, -1));
		const next = board.to && daysAfter(board.to, 1);
		drawStep("board-later", messages.later[period],
			next && next <= today() ? next : null);
	}

	/* By this machine's clock: the server refuses what it finds to come. */
	function today() {
		return new Intl.DateTimeFormat("fr-CA").format(new Date());
	}

	function drawStep(id, text, to) {
		const step = find(id);
		step.hidden = !to;
		step.textContent = text;
		step.href = link({ date: to }).href;
	}

	function drawEntries(entries) {
		find("board-table").hidden = entries.length === 0;
		find("board-rows").replaceChildren(...entries.map(drawEntry));
	}

	/* More of the same; the focus goes to the first of them. */
	function addEntries(entries) {
		const rows = entries.map(drawEntry);
		find("board-rows").append(...rows);
		if (rows.length > 0) {
			rows[0].tabIndex = -1;
			rows[0].focus();
		}
	}

	function drawEntry(entry) {
		const { rank, name, me } = entry;
		const row = makeRow(number.format(rank),
			make("span", { class: "who" }, name ?? messages.nameless),
			...columns.map((column) => number.format(entry[column])));
		if (me) {
			row.setAttribute("aria-current", "true");
			row.children[1].append(
				make("span", { class: "small" }, ` ${messages.you}`));
		}
		return row;
	}

	return { link, drawDays, drawEntries, addEntries };
}
