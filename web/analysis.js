/*
 * What the guesses of a game were worth: a part of the dialog at its end, asked
 * for when it is opened.
 */
import { placeOfCustom, placeOfDay } from "./api.js";
import { make, makeRow } from "./elements.js";

/* show(game): it is to be about this game, which is over. */
export function createAnalysis({ api, messages }) {
	const find = (id) => document.getElementById(id);
	const part = find("analysis");
	const number = new Intl.NumberFormat(messages.locale,
		{ minimumFractionDigits: 1, maximumFractionDigits: 1 });
	let place = "";

	part.addEventListener("toggle", () => {
		if (part.open && find("analysis-table").hidden)
			load();
	});

	function show({ puzzle }) {
		place = puzzle.token ? placeOfCustom(puzzle.token)
			: placeOfDay(puzzle.language, puzzle.date);
		part.open = false;
		find("analysis-table").hidden = true;
		find("analysis-how").hidden = true;
	}

	function say(text) {
		find("analysis-said").textContent = text;
	}

	async function load() {
		say(messages.loading);
		try {
			draw(await api.analysis(place));
		} catch (problem) {
			const { problems } = messages;
			say((problems[problem.code] ?? problems.unexpected)(problem));
		}
	}

	function draw({ skill, luck, turns }) {
		say(messages.skillAndLuck(skill, luck));
		find("analysis-turns").replaceChildren(...turns.map(drawTurn));
		find("analysis-table").hidden = false;
		find("analysis-how").hidden = false;
	}

	function bits(thousandths) {
		return number.format(thousandths / 1000);
	}

	/* A guess that was the best needs no other beside it. */
	function drawTurn({ guess, left, expected, gained, skill, luck, best }) {
		const row = makeRow(guess, skill, luck,
			messages.bitsOf(bits(gained), bits(expected)), left);
		if (skill < 100)
			row.firstChild.append(make("span", { class: "small" },
				` ${messages.better(best.guess)}`));
		return row;
	}

	return { show };
}
