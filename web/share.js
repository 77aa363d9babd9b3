/*
 * A finished game to show to others, with no letter in it.
 */
import { isHinted, marksOf } from "./game.js";

const SQUARES = { correct: "🟥", present: "🟡", absent: "🟦" };
export const HINT = "💡";

function heading(name, { puzzle, turns, outcome }) {
	const tries = outcome === "won" ? turns.length : "-";
	const number = puzzle.number ? ` #${puzzle.number}` : "";
	return `#${name}${number} ${tries}/${puzzle.turns}`;
}

function assemble(name, game, lines, url) {
	return [heading(name, game), "", ...lines, "", url].join("\n");
}

/* The form that bots and group chats can read. */
export function emojiText(name, game, url) {
	const lines = game.turns.map((turn, i) =>
		marksOf(turn.pattern).map((mark) => SQUARES[mark]).join("")
			+ (isHinted(game, i + 1) ? HINT : ""));
	return assemble(name, game, lines, url);
}

/*
 * The same in words: a screen reader spells emoji out one by one, which no
 * one can follow.
 */
export function wordsText(name, game, url, messages) {
	return assemble(name, game, patternInWords(game, messages), url);
}

/* One sentence a turn: which places are right, which letters are misplaced. */
export function patternInWords(game, messages) {
	return game.turns.map((turn, i) => {
		const places = { correct: [], present: [], absent: [] };
		marksOf(turn.pattern).forEach((mark, j) => places[mark].push(j + 1));
		const words = messages.turnInWords(i + 1, places);
		return isHinted(game, i + 1) ? `${words} ${messages.withHint}` : words;
	});
}

/*
 * Hand `text` to the system's share sheet, else to the clipboard.  Resolves
 * to "shared", "copied", "cancelled" by the player, or "refused" (no secure
 * context, no permission): then the page must show the text itself.
 */
export async function deliver(text, { share, clipboard }) {
	if (share) {
		try {
			await share({ text });
			return "shared";
		} catch (error) {
			if (error.name === "AbortError")
				return "cancelled";
		}
	}
	try {
		await clipboard.writeText(text);
		return "copied";
	} catch {
		return "refused";
	}
}
