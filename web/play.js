/*
 * Playing: keys come in, guesses go to the server, and what it replies is
 * shown.  The parts that draw, speak and send are given, and do not know one
 * another.
 */
import * as Game from "./game.js";

const REFUSALS = new Set(["wrong-length", "wrong-initial", "unknown-word",
	"not-a-word", "letter-moved", "letter-left-out", "cannot-be-answer"]);
const OUT_OF_DATE = new Set(["turn-taken", "turn-skipped", "game-over"]);
const FINAL = new Set(["puzzle-closed", "no-such-puzzle", "no-hints"]);

/*
 * `offerHint` is told whether a hint can be asked for.  `over` is called with a game that can't be played on, and whether it ended
 * just now.
 */
export function createPlay(
	{ api, messages, grid, keyboard, notice, speak, offerHint, over }) {
	let place = "";
	let game = null;
	let busy = true;
	let typedAhead = [];

	/* Show the caller's game of a puzzle. */
	async function load(of) {
		const reply = await api.game(of);
		place = of;
		show(Game.gameFrom(reply));
		notice.say(Game.isPlaying(game) ? messages.start(game.puzzle) : "");
		rest();
		return game.puzzle;
	}

	function show(next) {
		game = next;
		grid.draw(Game.rowsOf(game));
		keyboard.draw(Game.marksByLetter(game));
		offerHint(Game.mayHint(game));
		if (!Game.isPlaying(game))
			over(game, false);
	}

	/*
	 * Letters typed while a guess is on its way or its marks are being shown
	 * are for the next row, and not lost.
	 */
	function press(key) {
		if (busy) {
			if (key !== "enter")
				typedAhead.push(key);
			return;
		}
		if (!Game.isPlaying(game))
			return;
		if (key === "enter") {
			submit();
			return;
		}
		game = key === "erase"
			? Game.erase(game) : Game.typeLetters(game, key);
		grid.draw(Game.rowsOf(game));
	}

	async function submit() {
		if (!Game.isFull(game)) {
			refuse("wrong-length");
			return;
		}
		busy = true;
		try {
			await take(await api.guess(
				place, game.turns.length + 1, game.draft));
		} catch (problem) {
			await recover(problem);
		}
		rest();
	}

	function rest() {
		const keys = typedAhead;
		typedAhead = [];
		busy = false;
		keys.forEach(press);
	}

	async function take(reply) {
		const row = game.turns.length;
		game = Game.gameFrom(reply);
		notice.say("");
		await grid.reveal(Game.rowsOf(game), row);
		keyboard.draw(Game.marksByLetter(game));
		offerHint(Game.mayHint(game));
		const { guess, pattern } = game.turns[row];
		speak(Game.marksOf(pattern)
			.map((mark, i) => messages.marked(guess[i], mark)).join(", "));
		if (!Game.isPlaying(game))
			over(game, true);
	}

	/* Ask for a hint for this row; what is typed stays. */
	async function hint() {
		if (busy || !Game.mayHint(game))
			return;
		busy = true;
		try {
			const reply = await api.hint(place, game.turns.length + 1);
			game = Game.gameFrom(reply, game.draft);
			notice.say(messages.hintIs(reply.hint));
		} catch (problem) {
			await recoverHint(problem);
		}
		rest();
	}

	async function recoverHint(problem) {
		const { code, retryAfter } = problem;
		if (OUT_OF_DATE.has(code))
			await catchUp(problem);
		else if (code === "not-analysed")
			report({ code: "no-hints" });
		else
			report({ code, retryAfter }, hint);
	}

	function explain({ code, retryAfter }) {
		const { problems } = messages;
		const explanation = problems[code] ?? problems.unexpected;
		return explanation({ ...game, retryAfter });
	}

	function refuse(code) {
		grid.shake(game.turns.length);
		notice.say(explain({ code }));
	}

	/* A guess was not taken: say why, and leave its letters where they are. */
	async function recover(problem) {
		if (REFUSALS.has(problem.code))
			refuse(problem.code);
		else if (OUT_OF_DATE.has(problem.code))
			await catchUp(problem);
		else
			report(problem, retry);
	}

	async function catchUp(problem) {
		try {
			show(Game.gameFrom(await api.game(place), game.draft));
			notice.say(explain(problem));
		} catch (second) {
			report(second, retry);
		}
	}

	function retry() {
		press("enter");
	}

	/* Say what went wrong, and offer to `run` again what may yet succeed. */
	function report(problem, run) {
		notice.say(explain(problem), FINAL.has(problem.code)
			? null : { text: messages.retry, run });
	}

	return { load, press, hint, report };
}
