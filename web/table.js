/*
 * What the views of a game have in common: the grid, the keyboard, the line
 * that says what happened, and the end.
 */
import { createAnalysis } from "./analysis.js";
import { createGrid } from "./grid.js";
import { createKeyboard, keyOf } from "./keyboard.js";
import { createNotice } from "./notice.js";
import { createPanel } from "./panel.js";
import { createPlay } from "./play.js";

/* `ended` is called with a game that can't be played on, before that is shown. */
export function createTable({ api, record, statistics, language, messages,
	siteName, ended = () => {} }) {
	const find = (id) => document.getElementById(id);
	const notice = createNotice(find("notice"));
	const panel = createPanel({
		messages,
		siteName,
		url: `${location.origin}/?lang=${language}`,
		record,
		statistics,
		analysis: createAnalysis({ api, messages }),
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
		offerHint: (possible) => {
			find("hint").hidden = !possible;
		},
		over,
	});

	find("table").hidden = false;
	document.addEventListener("keydown", listen);
	find("hint").addEventListener("click", () => play.hint());

	function listen(event) {
		const key = keyOf(event);
		if (!key || document.querySelector("dialog[open]"))
			return;
		if (key === "enter" && event.target.closest("a, button"))
			return;
		event.preventDefault();
		/* From here on Enter is for the game, not for the last button. */
		find("grid").focus({ preventScroll: true });
		play.press(key);
	}

	function over(game, justNow) {
		ended(game);
		panel.show(game);
		if (justNow)
			panel.open();
	}

	return { notice, play };
}
