/*
 * The view "/custom/TOKEN": a puzzle that somebody made.
 */
import { placeOfCustom } from "./api.js";
import { createTable } from "./table.js";

export function startView(view) {
	const find = (id) => document.getElementById(id);
	const { api, account, language, siteName } = view;
	const { problems } = view.messages;
	const messages = { ...view.messages, problems: {
		...problems, "no-such-puzzle": problems["no-such-link"] } };
	const { notice, play } = createTable({ ...view, messages });
	const place = placeOfCustom(location.pathname.split("/")[2]);
	const today = find("day-other");

	document.title = `${messages.customTitle} – ${siteName}`;
	find("day-title").textContent = messages.customTitle;
	today.textContent = messages.today;
	today.href = `/?lang=${language}`;
	today.hidden = false;
	start();

	/* As on a day: a stranger becomes a guest by the first reply. */
	async function start() {
		notice.say(messages.loading);
		try {
			await api.puzzle(place);
			account.load();
			const puzzle = await play.load(place);
			find("day-title").textContent = messages.custom(puzzle);
		} catch (problem) {
			play.report(problem, start);
		}
	}
}
