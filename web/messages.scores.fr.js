/*
 * What the page says of statistics, rankings and groups, in French.
 */

const date = (options) =>
	new Intl.DateTimeFormat("fr", { ...options, timeZone: "UTC" });
const day = date(
	{ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const span = date({ day: "numeric", month: "long", year: "numeric" });
const month = date({ month: "long", year: "numeric" });
const number = new Intl.NumberFormat("fr");
const percent = new Intl.NumberFormat("fr", { style: "percent" });

const plural = (n, one, many) =>
	`${number.format(n)} ${n > 1 ? many : one}`;
const midnight = (text) => new Date(`${text}T00:00:00Z`);
const place = (rank) => (rank === 1 ? "1re" : `${number.format(rank)}e`);

function spanOf({ period, from, to }) {
	if (period === "day")
		return day.format(midnight(from));
	if (period === "week")
		return span.formatRange(midnight(from), midnight(to));
	return from ? month.format(midnight(from)) : "Depuis le début";
}

export default {
	locale: "fr",
	places: "Pages",
	placeGame: "Jouer",
	placeRankings: "Classements",
	placeGroups: "Groupes",
	cancel: "Annuler",
	yes: "Oui",

	statistics: "Statistiques",
	statisticsTitle: "Vos statistiques",
	statisticsOfGuest: "Vous jouez sans compte\u00a0: ces chiffres "
		+ "n’existent que pour ce navigateur. Avec un compte, vous les "
		+ "retrouvez partout, et vous entrez dans les classements.",
	resultMissing: "La partie du jour n’est pas encore comptée\u00a0; "
		+ "elle le sera sous peu.",
	recordInShort: ({ games, wins, streak }) =>
		`${plural(games, "partie", "parties")}, `
		+ `${percent.format(games ? wins / games : 0)} gagnées · `
		+ `série de ${plural(streak, "jour", "jours")}`,
	games: "Parties",
	wonGames: "Gagnées",
	winRate: "Réussite",
	average: "Essais en moyenne",
	streak: "Série en cours",
	bestStreak: "Meilleure série",
	distribution: "Parties gagnées, par nombre d’essais",
	guesses: "Essais",
	wonInTurns: (turns) => `En ${plural(turns, "essai", "essais")}`,
	lostGames: "Perdues",
	todaysGame: "aujourd’hui",
	pointsTitle: "Points",
	pointsOfGames: "Parties",
	pointsOfStreaks: "Séries",
	pointsInAll: "Total",
	pointsOf: { today: "Aujourd’hui", week: "Cette semaine",
		month: "Ce mois", all: "Depuis le début" },
	bonusHow: "Une série, ce sont des jours gagnés à la suite. Chaque "
		+ "victoire y vaut 2 points de plus par jour gagné juste avant, "
		+ "20 au plus. Les classements comptent le total.",
	letters: "Lettres",
	lettersOf: { red: "bien placées", yellow: "mal placées",
		blue: "absentes" },

	yourData: "Vos données",
	hideMe: "Ne pas me montrer dans les classements",
	hidden: "Vous n’apparaissez plus dans les classements.",
	unhidden: "Vous apparaissez de nouveau dans les classements.",
	exportRecord: "Emporter mes parties (JSON)",
	exported: "Le fichier est téléchargé.",
	importTitle: "Importer des statistiques",
	importHow: "De SUTOM, de reactle ou d’un autre Motus. Elles sont montrées "
		+ "à part et ne comptent dans aucun classement.",
	importText: "Lien de SUTOM, ou JSON",
	importFile: "Ou un fichier",
	importRecord: "Importer",
	imported: "C’est importé.",
	importUnknown: "Ce n’est ni un lien de SUTOM, ni le JSON de reactle, ni "
		+ "celui d’un Motus.",
	importApart: (moment) =>
		`Importées le ${span.format(new Date(moment))}, à part de vos `
		+ "parties d’ici.",
	sources: { sutom: "SUTOM", reactle: "reactle", motus: "Autre Motus" },
	forget: "Retirer",
	forgetSource: (name) => `Retirer les statistiques de ${name}`,
	forgotten: "C’est retiré.",

	rankings: "Classements",
	periods: "Période",
	periodNames: { day: "Jour", week: "Semaine", month: "Mois",
		all: "Général" },
	wordsOf: "Langue des mots",
	wordsNames: { fr: "Mots français", en: "Mots anglais" },
	spanOf,
	earlier: { day: "Jour précédent", week: "Semaine précédente",
		month: "Mois précédent", all: "" },
	later: { day: "Jour suivant", week: "Semaine suivante",
		month: "Mois suivant", all: "" },
	columns: { rank: "Rang", name: "Nom", points: "Points",
		guesses: "Essais", games: "Parties" },
	you: "vous",
	nameless: "Sans nom",
	players: (n) => (n === 0 ? "Personne n’a encore de points ici."
		: `${plural(n, "personne classée", "personnes classées")}.`),
	yourPlace: ({ rank, points }, players) =>
		`Vous avez la ${place(rank)} place sur ${number.format(players)}, `
		+ `avec ${plural(points, "point", "points")}.`,
	notRanked: "Vous n’êtes pas dans ce classement.",
	aroundMe: "Autour de moi",
	fromTheTop: "Depuis la tête",
	more: "Afficher la suite",

	groups: "Groupes",
	group: "Groupe",
	allGroups: "Tous mes groupes",
	noGroups: "Vous n’êtes encore dans aucun groupe. Rejoignez-en un, ou "
		+ "créez le vôtre.",
	membersOf: (n, owner) => plural(n, "membre", "membres")
		+ (owner ? " · vous le gérez" : ""),
	invitedStranger: "Une invitation vous attend\u00a0: connectez-vous pour "
		+ "rejoindre le groupe.",
	joinTitle: "Rejoindre un groupe",
	invited: "Vous êtes sur invitation\u00a0: le code est déjà là. Les "
		+ "membres du groupe verront votre nom et vos points.",
	code: "Code",
	join: "Rejoindre",
	createTitle: "Créer un groupe",
	groupName: "Nom du groupe",
	create: "Créer",
	waiting: "Votre partie du jour n’est pas finie\u00a0: ce que les autres "
		+ "ont fait aujourd’hui reste caché jusque-là.",
	finishGame: "Finir ma partie",
	nobodyPlayed: "Personne du groupe n’a de points sur cette période.",
	members: "Membres",
	newMember: "Nouveau membre",
	owner: "gère le groupe",
	dismiss: "Retirer",
	dismissName: (name) => `Retirer ${name}`,
	confirmDismiss: (name) => `Retirer ${name} du groupe\u202f?`,
	dismissed: (name) => `${name} n’est plus dans le groupe.`,
	inviteTitle: "Inviter",
	inviteHow: "Avec ce lien, ou avec ce code, on entre dans le groupe.",
	invitationLink: "Lien d’invitation",
	copyLink: "Copier le lien",
	linkCopied: "Le lien d’invitation est copié.",
	newCode: "Changer de code",
	confirmNewCode: "Le code et les liens d’avant ne marcheront plus. "
		+ "Changer de code\u202f?",
	codeRenewed: "Le groupe a un nouveau code.",
	manage: "Gérer",
	rename: "Renommer",
	renamed: "Le groupe a un nouveau nom.",
	leave: "Quitter le groupe",
	confirmLeave: (name) => `Quitter «\u00a0${name}\u00a0»\u202f?`,
	deleteGroup: "Supprimer le groupe",
	confirmDelete: (name) => `Supprimer «\u00a0${name}\u00a0» pour tous ses `
		+ "membres\u202f? Les points de chacun restent.",

	scoreProblems: {
		"store-unavailable": () =>
			"Les scores sont hors d’atteinte pour l’instant. On peut jouer "
			+ "quand même\u00a0: les points seront comptés plus tard.",
		"sign-in-required": () =>
			"Il faut un compte pour cela.",
		"bad-import": () =>
			"Ces statistiques sont incomplètes, ou se contredisent.",
		"bad-name": () =>
			"Un nom de groupe a de 1 à 40 caractères.",
		"too-many-groups": () =>
			"Vous êtes déjà dans 20 groupes\u00a0: quittez-en un d’abord.",
		"no-such-code": () =>
			"Aucun groupe n’a ce code. Il a peut-être été changé.",
		"group-full": () =>
			"Ce groupe est complet.",
		"too-many-tries": ({ retryAfter }) =>
			"Trop de codes essayés. Réessayez dans "
			+ `${plural(Math.ceil((retryAfter || 600) / 60),
				"minute", "minutes")}.`,
		"no-such-group": () =>
			"Ce groupe n’existe pas, ou vous n’en faites pas partie.",
		"not-owner": () =>
			"Seule la personne qui gère le groupe peut le faire.",
		"future-date": () =>
			"Cette date n’est pas encore venue.",
		"bad-date": () =>
			"Il n’y a pas de classement à cette date.",
		"bad-language": () =>
			"Il n’y a pas de mots dans cette langue ici.",
		"bad-cursor": () =>
			"La suite n’est plus là. Rechargez la page.",
	},
};
