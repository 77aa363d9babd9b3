/*
 * The view "/rankings".
 */
import { boardAsked, createBoard } from "./board.js";
import { createSheet } from "./sheet.js";

export function startView(
	{ account, scores, language, messages, siteName, asked }) {
	const find = (id) => document.getElementById(id);
	const sheet = createSheet({ messages, siteName });
	const chosen = boardAsked(asked, language);
	const around = asked.get("around") === "me" ? "me" : null;
	const board = createBoard({ messages, place: { lang: language }, chosen,
		columns: ["points", "guesses"] });
	const query = { language: chosen.words, date: chosen.date };
	let cursor = null;

	find("board-more").addEventListener("click", more);
	sheet.entitle(messages.rankings);
	account.load();
	start();

	async function start() {
		sheet.say(messages.loading);
		await sheet.attempt(async () => {
			const page = await scores.board(
				chosen.period, { ...query, around });
			board.drawDays(page);
			board.drawEntries(page.entries);
			offerMore(page);
			drawMe(page);
			sheet.say(messages.players(page.players));
		});
	}

	async function more() {
		await sheet.attempt(async () => {
			const page = await scores.board(
				chosen.period, { ...query, cursor });
			board.addEntries(page.entries);
			offerMore(page);
			sheet.say(messages.players(page.players));
		});
	}

	function offerMore(page) {
		cursor = page.next ?? null;
		find("board-more").hidden = cursor === null;
	}

	/* The caller's place, and the way there or back to the first. */
	function drawMe({ me, players }) {
		find("board-me").hidden = me === null && around === null;
		find("board-place").textContent = me === null
			? messages.notRanked : messages.yourPlace(me, players);
		const other = board.link({ around: around ? null : "me" });
		const link = find("board-around");
		link.href = other.href;
		link.textContent = around ? messages.fromTheTop : messages.aroundMe;
		link.hidden = false;
	}
}
