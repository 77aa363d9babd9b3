/*
 * What the page says of statistics, rankings and groups, in English.
 */

const date = (options) =>
	new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
const day = date(
	{ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const span = date({ day: "numeric", month: "long", year: "numeric" });
const month = date({ month: "long", year: "numeric" });
const number = new Intl.NumberFormat("en-GB");
const percent = new Intl.NumberFormat("en-GB", { style: "percent" });

const plural = (n, one, many) =>
	`${number.format(n)} ${n === 1 ? one : many}`;
const midnight = (text) => new Date(`${text}T00:00:00Z`);

function spanOf({ period, from, to }) {
	if (period === "day")
		return day.format(midnight(from));
	if (period === "week")
		return span.formatRange(midnight(from), midnight(to));
	return from ? month.format(midnight(from)) : "Since the beginning";
}

export default {
	locale: "en-GB",
	places: "Pages",
	placeGame: "Play",
	placeRankings: "Rankings",
	placeGroups: "Groups",
	cancel: "Cancel",
	yes: "Yes",

	statistics: "Statistics",
	statisticsTitle: "Your statistics",
	statisticsOfGuest: "You play without an account: these figures are only "
		+ "for this browser. With an account you find them everywhere, and "
		+ "you are ranked.",
	resultMissing: "Today’s game is not counted yet; it soon will be.",
	recordInShort: ({ games, wins, streak }) =>
		`${plural(games, "game", "games")}, `
		+ `${percent.format(games ? wins / games : 0)} won · `
		+ `streak of ${plural(streak, "day", "days")}`,
	games: "Games",
	wonGames: "Won",
	winRate: "Success",
	average: "Guesses on average",
	streak: "Streak",
	bestStreak: "Best streak",
	distribution: "Games won, by number of guesses",
	guesses: "Guesses",
	wonInTurns: (turns) => `In ${plural(turns, "guess", "guesses")}`,
	lostGames: "Lost",
	todaysGame: "today",
	pointsTitle: "Points",
	pointsOfGames: "Games",
	pointsOfStreaks: "Streaks",
	pointsInAll: "In all",
	pointsOf: { today: "Today", week: "This week",
		month: "This month", all: "Overall" },
	bonusHow: "A streak is days won in a row. Each win in it is worth 2 more "
		+ "points for every day won just before, at most 20. Rankings count "
		+ "points in all.",
	letters: "Letters",
	lettersOf: { red: "in place", yellow: "misplaced", blue: "absent" },

	yourData: "Your data",
	hideMe: "Don’t show me in rankings",
	hidden: "You are no longer in the rankings.",
	unhidden: "You are in the rankings again.",
	exportRecord: "Take my games away (JSON)",
	exported: "The file is downloaded.",
	importTitle: "Import statistics",
	importHow: "From SUTOM, reactle or another Motus. They are shown apart "
		+ "and count in no ranking.",
	importText: "Link of SUTOM, or JSON",
	importFile: "Or a file",
	importRecord: "Import",
	imported: "That is imported.",
	importUnknown: "This is no link of SUTOM, nor the JSON of reactle or of "
		+ "a Motus.",
	importApart: (moment) =>
		`Imported on ${span.format(new Date(moment))}, apart from your `
		+ "games here.",
	sources: { sutom: "SUTOM", reactle: "reactle", motus: "Another Motus" },
	forget: "Remove",
	forgetSource: (name) => `Remove the statistics of ${name}`,
	forgotten: "That is removed.",

	rankings: "Rankings",
	periods: "Period",
	periodNames: { day: "Day", week: "Week", month: "Month",
		all: "Overall" },
	wordsOf: "Language of the words",
	wordsNames: { fr: "French words", en: "English words" },
	spanOf,
	earlier: { day: "Day before", week: "Week before",
		month: "Month before", all: "" },
	later: { day: "Day after", week: "Week after",
		month: "Month after", all: "" },
	columns: { rank: "Rank", name: "Name", points: "Points",
		guesses: "Guesses", games: "Games" },
	you: "you",
	nameless: "No name",
	players: (n) => (n === 0 ? "Nobody has points here yet."
		: `${plural(n, "player", "players")} ranked.`),
	yourPlace: ({ rank, points }, players) =>
		`You are number ${number.format(rank)} of ${number.format(players)}, `
		+ `with ${plural(points, "point", "points")}.`,
	notRanked: "You are not in this ranking.",
	aroundMe: "Around me",
	fromTheTop: "From the top",
	more: "Show more",

	groups: "Groups",
	group: "Group",
	allGroups: "All my groups",
	noGroups: "You are in no group yet. Join one, or create your own.",
	membersOf: (n, owner) => plural(n, "member", "members")
		+ (owner ? " · you run it" : ""),
	invitedStranger: "You are invited: sign in to join the group.",
	joinTitle: "Join a group",
	invited: "You are invited: the code is there already. The members of the "
		+ "group will see your name and your points.",
	code: "Code",
	join: "Join",
	createTitle: "Create a group",
	groupName: "Name of the group",
	create: "Create",
	waiting: "Your game of today is not over: what the others did today is "
		+ "hidden until then.",
	finishGame: "Finish my game",
	nobodyPlayed: "Nobody in the group has points in this period.",
	members: "Members",
	newMember: "New member",
	owner: "runs the group",
	dismiss: "Remove",
	dismissName: (name) => `Remove ${name}`,
	confirmDismiss: (name) => `Remove ${name} from the group?`,
	dismissed: (name) => `${name} is no longer in the group.`,
	inviteTitle: "Invite",
	inviteHow: "This link, or this code, lets people into the group.",
	invitationLink: "Invitation link",
	copyLink: "Copy the link",
	linkCopied: "The invitation link is copied.",
	newCode: "Change the code",
	confirmNewCode: "The code and the links so far will no longer work. "
		+ "Change the code?",
	codeRenewed: "The group has a new code.",
	manage: "Manage",
	rename: "Rename",
	renamed: "The group has a new name.",
	leave: "Leave the group",
	confirmLeave: (name) => `Leave “${name}”?`,
	deleteGroup: "Delete the group",
	confirmDelete: (name) => `Delete “${name}” for all its members? `
		+ "Everybody keeps their points.",

	scoreProblems: {
		"store-unavailable": () =>
			"Scores can’t be reached right now. You can play all the same: "
			+ "the points will be counted later.",
		"sign-in-required": () =>
			"This needs an account.",
		"bad-import": () =>
			"These statistics are incomplete, or contradict themselves.",
		"bad-name": () =>
			"A group’s name has 1 to 40 characters.",
		"too-many-groups": () =>
			"You are in 20 groups already: leave one first.",
		"no-such-code": () =>
			"No group has this code. It may have been changed.",
		"group-full": () =>
			"This group is full.",
		"too-many-tries": ({ retryAfter }) =>
			"Too many codes tried. Try again in "
			+ `${plural(Math.ceil((retryAfter || 600) / 60),
				"minute", "minutes")}.`,
		"no-such-group": () =>
			"There is no such group, or you are not in it.",
		"not-owner": () =>
			"Only who runs the group can do that.",
		"future-date": () =>
			"That date is still to come.",
		"bad-date": () =>
			"There is no ranking on that date.",
		"bad-language": () =>
			"There are no words in that language here.",
		"bad-cursor": () =>
			"The rest is no longer there. Reload the page.",
	},
};
