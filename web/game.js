/*
 * One player's game on one puzzle, as the page holds it.  Nothing here knows
 * the document, the network or the clock: each function takes a game and
 * gives a new one, or says something about it.
 */

const MARKS = { c: "correct", p: "present", a: "absent" };
const WORTH = { absent: 1, present: 2, correct: 3 };

/*
 * The game that the server sent; `draft` is the row being typed.  Its puzzle
 * says what is shown from the start in two ways: `shown` has every such letter
 * in its place and dots elsewhere, `initial` is the first one, or "".
 */
export function gameFrom(reply, draft) {
	const { length } = reply.puzzle;
	const shown = reply.puzzle.shown
		?? reply.puzzle.initial.padEnd(length, ".");
	const initial = shown[0] === "." ? "" : shown[0];
	return {
		...reply,
		puzzle: { ...reply.puzzle, shown, initial },
		draft: draft ?? initial,
		retyped: false,
	};
}

export function isPlaying(game) {
	return game.outcome === "playing" && !game.puzzle.answer;
}

export function isHinted(game, turn) {
	return game.hints?.includes(turn) ?? false;
}

/*
 * Whether a hint can be asked for: one that was taken already, or one more.
 * Puzzles that somebody made have one for each turn.
 */
export function mayHint(game) {
	const { puzzle, hints = [], turns } = game;
	return isPlaying(game) && (isHinted(game, turns.length + 1)
		|| Boolean(puzzle.token) || hints.length < (puzzle.hints ?? 0));
}

export function isFull(game) {
	return game.draft.length === game.puzzle.length;
}

/*
 * The initial is there already, but many type it all the same: the first
 * time, right at the start, it is taken as said and not as the second letter.
 */
export function typeLetters(game, letters) {
	if (!isPlaying(game))
		return game;
	const { initial, length } = game.puzzle;
	if (game.draft === initial && letters === initial && !game.retyped)
		return { ...game, retyped: true };
	return { ...game, draft: (game.draft + letters).slice(0, length) };
}

export function erase(game) {
	if (!isPlaying(game))
		return game;
	const kept = Math.max(game.puzzle.initial.length, game.draft.length - 1);
	return {
		...game,
		draft: game.draft.slice(0, kept),
		retyped: false,
	};
}

export function marksOf(pattern) {
	return [...pattern].map((letter) => MARKS[letter]);
}

/* The best mark known of each letter, for the keyboard. */
export function marksByLetter(game) {
	const best = new Map();
	for (const turn of game.turns)
		marksOf(turn.pattern).forEach((mark, i) => {
			const known = best.get(turn.guess[i]);
			if (!known || WORTH[mark] > WORTH[known])
				best.set(turn.guess[i], mark);
		});
	return best;
}

/* What is known of each place: its letter, or "". */
export function placedLetters(game) {
	const placed = [...game.puzzle.shown].map((letter) =>
		letter === "." ? "" : letter);
	for (const turn of game.turns)
		marksOf(turn.pattern).forEach((mark, i) => {
			if (mark === "correct")
				placed[i] = turn.guess[i];
		});
	return placed;
}

/*
 * The whole grid: for each row its state (played, current, waiting) and its
 * cells.  A cell's state is its mark when it was played, "typed" or "hint" on
 * the current row, and "empty" where there is no letter.
 */
export function rowsOf(game) {
	return Array.from({ length: game.puzzle.turns }, (_, i) => {
		if (i < game.turns.length)
			return playedRow(game.turns[i]);
		if (i === game.turns.length && isPlaying(game))
			return currentRow(game);
		return {
			state: "waiting",
			cells: Array.from({ length: game.puzzle.length },
				() => ({ letter: "", state: "empty" })),
		};
	});
}

function playedRow(turn) {
	return {
		state: "played",
		cells: marksOf(turn.pattern).map((state, i) =>
			({ letter: turn.guess[i], state })),
	};
}

function currentRow(game) {
	return {
		state: "current",
		cells: placedLetters(game).map((placed, i) => {
			if (i < game.draft.length)
				return { letter: game.draft[i], state: "typed" };
			return { letter: placed, state: placed ? "hint" : "empty" };
		}),
	};
}
