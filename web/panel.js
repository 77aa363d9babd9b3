/*
 * The end of a game: a line in the keyboard's place, and a dialog with the
 * answer, the points, what to share, what the guesses were worth and the way to
 * the statistics.
 */
import { isHinted, marksOf } from "./game.js";
import { deliver, emojiText, HINT, patternInWords, wordsText } from "./share.js";

/*
 * show(game) puts the end in the keyboard's place; open() opens the dialog,
 * after show().  `url` is where who reads a shared game can play; a puzzle that
 * somebody made has a link of its own.
 */
export function createPanel(
	{ messages, siteName, url, record, statistics, analysis }) {
	const find = (id) => document.getElementById(id);
	const dialog = find("result");
	let game = null;

	find("result-open").addEventListener("click", open);
	find("share").addEventListener("click",
		() => share(emojiText(siteName, game, address())));
	find("share-words").addEventListener("click",
		() => share(wordsText(siteName, game, address(), messages)));
	find("result-statistics").addEventListener("click", () => {
		dialog.close();
		statistics.open();
	});
	dialog.addEventListener("close", () => find("result-open").focus());

	function address() {
		return game.puzzle.link ?? url;
	}

	function isRanked() {
		return game.points !== undefined;
	}

	function show(over) {
		game = over;
		find("keyboard").hidden = true;
		find("ending").hidden = false;
		find("ending-title").textContent = title();
		const finished = game.outcome !== "playing";
		find("result-open").hidden = !finished;
		if (finished)
			fillDialog();
	}

	function title() {
		if (game.outcome === "won")
			return messages.wonIn(game);
		if (game.outcome === "lost")
			return messages.lostWas(game);
		return messages.closed(game.puzzle);
	}

	function fillDialog() {
		find("result-title").textContent = messages[game.outcome];
		const answer = find("result-answer");
		answer.setAttribute("aria-label", game.display);
		answer.style.setProperty("--length", game.display.length);
		answer.replaceChildren(...[...game.display].map(createTile));
		find("result-points").textContent = [
			game.outcome === "won" ? title() : "",
			isRanked() ? messages.points(game) : "",
		].filter(Boolean).join(" · ");
		const pattern = find("result-pattern");
		pattern.setAttribute("aria-label",
			patternInWords(game, messages).join(" "));
		pattern.replaceChildren(...game.turns.map((turn, i) =>
			drawTurn(turn, isHinted(game, i + 1))));
		analysis.show(game);
	}

	function open() {
		find("share-said").textContent = "";
		find("share-text").hidden = true;
		dialog.showModal();
		if (isRanked())
			tellRecord();
	}

	/* One line of it; a score service that is away must not spoil the end. */
	async function tellRecord() {
		try {
			await record.load((known, missing) => {
				find("result-record").textContent =
					missing ? "" : messages.recordInShort(known);
			});
		} catch {
			/* The statistics say so, to whoever asks for them. */
		}
	}

	async function share(text) {
		const outcome = await deliver(text, {
			share: navigator.share?.bind(navigator),
			clipboard: navigator.clipboard,
		});
		find("share-said").textContent = messages.shared[outcome] ?? "";
		const box = find("share-text");
		box.hidden = outcome !== "refused";
		if (!box.hidden) {
			box.value = text;
			box.focus();
			box.select();
		}
	}

	return { show, open };
}

function createTile(letter) {
	const tile = document.createElement("span");
	tile.className = "cell correct";
	tile.textContent = letter;
	return tile;
}

function drawTurn({ pattern }, hinted) {
	const row = document.createElement("div");
	row.className = "small-row";
	row.append(...marksOf(pattern).map((mark) => {
		const cell = document.createElement("span");
		cell.className = `cell ${mark}`;
		return cell;
	}));
	if (hinted)
		row.append(HINT);
	return row;
}
