/*
 * Everything the page says, in English.
 */

const list = new Intl.ListFormat("en-GB");
const day = new Intl.DateTimeFormat("en-GB",
	{ weekday: "short", day: "numeric", month: "long", timeZone: "UTC" });
const MARKS = {
	correct: "in place", present: "misplaced", absent: "absent",
};

const plural = (n, one, many) => `${n} ${n === 1 ? one : many}`;
const dated = (date) => day.format(new Date(`${date}T00:00:00Z`));

function turnInWords(turn, { correct, present, absent }) {
	if (!present.length && !absent.length)
		return `Guess ${turn}: all in place.`;
	const parts = [[correct, "in place"], [present, "misplaced"]]
		.filter(([places]) => places.length)
		.map(([places, mark]) => `${list.format(places.map(String))} ${mark}`);
	return `Guess ${turn}: ${parts.join("; ")}.`;
}

export default {
	languages: "Language",
	help: "How to play",
	grid: "Grid",
	keyboard: "Keyboard",
	enter: "Enter",
	erase: "Erase",
	close: "Close",
	retry: "Try again",
	seeResult: "See the result",

	signIn: "Sign in",
	signOut: "Sign out",
	account: "Account",
	accountOf: (name) => `${name}: your account`,
	accountPage: "Your account",
	signInFailed: "Signing in did not work. Try again.",
	signOutFailed: "You are still signed in. Try again.",

	helpTitle: "How to play",
	helpAim: "Find the word of the day before the last row is used. Its first "
		+ "letter is given, and each guess must begin with it.",
	helpCorrect: "red square: the letter is in its place",
	helpPresent: "yellow circle: it is in the word, but elsewhere",
	helpAbsent: "blue: it is not there, or not once more",
	helpRefused: "Accents don’t count. A word that the dictionary does not "
		+ "have is refused, and costs nothing.",
	helpDaily: "A new word every day, the same for everybody. Yesterday’s "
		+ "stays open for one more day.",
	helpClose: "Play",

	day: ({ number, date }) => `No.\u00a0${number} · ${dated(date)}`,
	yesterday: "Yesterday’s word",
	today: "Today’s word",
	newWord: "A new word is here.",
	playNewWord: "Play it",
	next: (left) => `Next word in ${left}`,
	loading: "One moment…",
	start: ({ length, initial }) =>
		`${length} letters, the first is ${initial}`,
	closed: ({ answer }) => `This word is closed. It was ${answer}.`,

	marked: (letter, mark) => `${letter} ${MARKS[mark]}`,
	cell(letter, state) {
		if (state in MARKS)
			return `${letter} ${MARKS[state]}`;
		if (state === "hint")
			return `${letter} already found`;
		return letter || "empty";
	},
	turnInWords,

	won: "Well done!",
	lost: "Not this time!",
	wonIn: ({ turns }) => `Found in ${plural(turns.length, "guess", "guesses")}`,
	lostWas: ({ display }) => `It was “${display}”`,
	theWordWas: "The word was",
	points: ({ points }) => plural(points, "point", "points"),
	share: "Share",
	shareInWords: "Share as text",
	shareByHand: "Text to copy",
	shared: { copied: "Copied.", refused: "Copy this text:" },

	problems: {
		"wrong-length": ({ puzzle }) =>
			`It takes ${puzzle.length} letters.`,
		"wrong-initial": ({ puzzle }) =>
			`The word begins with ${puzzle.initial}.`,
		"unknown-word": ({ draft }) =>
			`“${draft}” is not in the dictionary.`,
		"not-a-word": () =>
			"A word is made of the letters A to Z.",
		"turn-taken": () =>
			"You played elsewhere in the meantime: here is the game as it is.",
		"turn-skipped": () =>
			"The game was not that far yet: here it is.",
		"game-over": () =>
			"This game is over already.",
		"puzzle-closed": () =>
			"This word is closed: it can’t be played any more.",
		"too-many-requests": ({ retryAfter }) =>
			`Too many requests. Try again in ${retryAfter || 10} seconds.`,
		"no-such-puzzle": () =>
			"There is no word on that date.",
		"store-unavailable": () =>
			"The server is not answering right now. Nothing is lost.",
		"auth-unavailable": () =>
			"Accounts can’t be reached right now. Nothing is lost.",
		network: () =>
			"No connection. Nothing is lost.",
		unexpected: () =>
			"Something went wrong. Nothing is lost.",
	},
};
