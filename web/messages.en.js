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
	start: ({ length, initial }) => initial
		? `${length} letters, the first is ${initial}`
		: `${length} letters`,
	closed: ({ answer }) => `This word is closed. It was ${answer}.`,

	make: "New",
	makerTitle: "New puzzle",
	makerKind: "For whom",
	forFriends: "for friends, with a word of mine",
	forPractice: "to practise, with any word",
	makerWord: "The word to guess",
	makerLength: "Letters",
	makerLanguage: "Language",
	makerTurns: "Guesses",
	makerStrictness: "Rules",
	strictnessNames: { free: "free", hard: "hard", ultra: "ultra-hard" },
	strictnessHow: {
		free: "Every word of the dictionary can be played.",
		hard: "Letters that were found must be used again.",
		ultra: "Each guess must be a word that can be the answer.",
	},
	makerInitial: "The first letter is given.",
	makerBonus: "One more letter is given.",
	makeLink: "Make the link",
	practise: "Play",
	linkMade: "The link is ready. Nobody can read the word in it.",
	makerLink: "Link to send",
	makerPlay: "Play it",
	customTitle: "Custom puzzle",
	custom({ language, strictness }) {
		const words = this.wordsNames[language] ?? language;
		const rules = strictness === "free" ? []
			: [`${this.strictnessNames[strictness]} rules`];
		return [this.customTitle, words, ...rules].join(" · ");
	},

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
	hint: "A hint",
	hintIs: (word) => `Hint: try ${word}.`,
	withHint: "With a hint.",
	analysis: "Analyse the guesses",
	analysisGuess: "Guess",
	skill: "Skill",
	luck: "Luck",
	bits: "Bits",
	leftAfter: "Left",
	skillAndLuck: (skill, luck) => `Skill ${skill} · luck ${luck}`,
	bitsOf: (gained, expected) => `${gained}/${expected}`,
	better: (guess) => `better: ${guess}`,
	analysisHow: "Skill: what the guess was worth, in per cent of the best one. "
		+ "Luck: 50 is the average. Bits: what it told, and what it was "
		+ "expected to tell. Left: words still possible.",
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
		"letter-moved": () =>
			"A letter in its place must stay there.",
		"letter-left-out": () =>
			"Letters that were found must be used again.",
		"cannot-be-answer": () =>
			"The guesses before rule this word out.",
		"no-such-length": () =>
			"There is no word of that length.",
		"turn-taken": () =>
			"You played elsewhere in the meantime: here is the game as it is.",
		"turn-skipped": () =>
			"The game was not that far yet: here it is.",
		"no-hints": () =>
			"There is no hint for this word, or no more.",
		"not-analysed": () =>
			"Games with words of this length are not analysed.",
		"game-over": () =>
			"This game is over already.",
		"puzzle-closed": () =>
			"This word is closed: it can’t be played any more.",
		"too-many-requests": ({ retryAfter }) =>
			`Too many requests. Try again in ${retryAfter || 10} seconds.`,
		"no-such-puzzle": () =>
			"There is no word on that date.",
		"no-such-link": () =>
			"This link is incomplete, or from another site.",
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
