/*
 * The dialog with a player's statistics.
 */
import { createBelongings } from "./belongings.js";
import { make, makeRow } from "./elements.js";
import { explain } from "./scores.js";

const PERIODS = ["today", "week", "month", "all"];
const LETTERS = { red: "correct", yellow: "present", blue: "absent" };

/* open() shows the dialog with what is known now. */
export function createStatistics({ record, scores, messages }) {
	const find = (id) => document.getElementById(id);
	const dialog = find("statistics");
	const number = new Intl.NumberFormat(messages.locale);
	const say = (text) => {
		find("statistics-said").textContent = text;
	};
	const belongings = createBelongings({ scores, messages, load });

	function open() {
		find("belongings").open = false;
		dialog.showModal();
		load();
	}

	async function load() {
		if (find("figures").hidden)
			say(messages.loading);
		try {
			await record.load(draw);
		} catch (problem) {
			say(explain(messages, problem));
		}
	}

	function draw(known, missing) {
		say(missing ? messages.resultMissing : "");
		find("statistics-guest").hidden = known.player !== null;
		drawFigures(known);
		drawDistribution(known);
		drawPoints(known);
		drawLetters(known);
		belongings.draw(known);
		find("figures").hidden = false;
	}

	function drawFigures({ games, wins, average, streak, best_streak: best }) {
		const percent = new Intl.NumberFormat(messages.locale,
			{ style: "percent" });
		const figures = [
			[messages.games, number.format(games)],
			[messages.winRate, games ? percent.format(wins / games) : "–"],
			[messages.average, average === null
				? "–" : number.format(average)],
			[messages.streak, number.format(streak)],
			[messages.bestStreak, number.format(best)],
		];
		find("figures-main").replaceChildren(...figures.map(([name, value]) =>
			make("div", {}, make("dt", {}, name), make("dd", {}, value))));
	}

	function drawDistribution({ distribution, lost, today }) {
		const counts = [...distribution, lost];
		const most = Math.max(1, ...counts);
		const here = today === null ? -1
			: (today.outcome === "won" ? today.turns : counts.length) - 1;
		find("distribution").replaceChildren(...counts.map((count, i) => {
			const name = i < distribution.length
				? String(i + 1) : messages.lostGames;
			const bar = make("span", { class: "bar" });
			bar.style.setProperty("--share", count / most);
			const row = makeRow(name,
				make("span", { class: "measure" }, bar, number.format(count)));
			if (i === here) {
				row.className = "now";
				row.lastChild.append(make("span", { class: "small" },
					` ${messages.todaysGame}`));
			}
			return row;
		}));
	}

	function drawPoints({ points, bonus }) {
		find("points").replaceChildren(...PERIODS.map((period) =>
			makeRow(messages.pointsOf[period],
				...[points[period], bonus[period],
					points[period] + bonus[period]].map(number.format))));
	}

	function drawLetters(known) {
		find("letters").replaceChildren(...Object.entries(LETTERS).map(
			([colour, mark]) => make("li", {},
				make("span", { class: `cell ${mark}`, "aria-hidden": "true" }),
				make("strong", {}, number.format(known[colour])),
				messages.lettersOf[colour])));
	}

	return { open };
}
