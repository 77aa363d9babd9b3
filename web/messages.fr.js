/*
 * Everything the page says, in French.  French sets a narrow no-break space
 * (U+202F) before ? ! ; and a no-break space (U+00A0) before : and inside « ».
 */

const list = new Intl.ListFormat("fr");
const day = new Intl.DateTimeFormat("fr",
	{ weekday: "short", day: "numeric", month: "long", timeZone: "UTC" });
const MARKS = {
	correct: "bien placée", present: "mal placée", absent: "absente",
};

const plural = (n, one, many) => `${n} ${n > 1 ? many : one}`;
const dated = (date) => day.format(new Date(`${date}T00:00:00Z`));

function turnInWords(turn, { correct, present, absent }) {
	if (!present.length && !absent.length)
		return `Essai ${turn}\u00a0: tout est bien placé.`;
	const parts = [
		[correct, correct.length > 1 ? "bien placées" : "bien placée"],
		[present, present.length > 1 ? "mal placées" : "mal placée"],
	].filter(([places]) => places.length)
		.map(([places, mark]) => `${list.format(places.map(String))} ${mark}`);
	return `Essai ${turn}\u00a0: ${parts.join("\u202f; ")}.`;
}

export default {
	languages: "Langue",
	help: "Règles du jeu",
	grid: "Grille",
	keyboard: "Clavier",
	enter: "Valider",
	erase: "Effacer",
	close: "Fermer",
	retry: "Réessayer",
	seeResult: "Voir le résultat",

	signIn: "Se connecter",
	signOut: "Se déconnecter",
	account: "Compte",
	accountOf: (name) => `${name}\u00a0: votre compte`,
	accountPage: "Votre compte",
	signInFailed: "L’accès au compte n’a pas abouti. Réessayez.",
	signOutFailed: "La déconnexion n’a pas abouti. Réessayez.",

	helpTitle: "Comment jouer",
	helpAim: "Trouvez le mot du jour avant la dernière ligne. Sa première "
		+ "lettre est donnée, et chaque essai doit commencer par elle.",
	helpCorrect: "carré rouge\u00a0: la lettre est bien placée",
	helpPresent: "rond jaune\u00a0: elle est dans le mot, mais ailleurs",
	helpAbsent: "bleu\u00a0: elle n’y est pas, ou pas une fois de plus",
	helpRefused: "Les accents ne comptent pas. Un mot que le dictionnaire ne "
		+ "connaît pas est refusé et ne coûte rien.",
	helpDaily: "Un nouveau mot chaque jour, le même pour tout le monde. Celui "
		+ "d’hier reste ouvert un jour de plus.",
	helpClose: "Jouer",

	day: ({ number, date }) => `nº\u00a0${number} · ${dated(date)}`,
	yesterday: "Le mot d’hier",
	today: "Le mot du jour",
	newWord: "Un nouveau mot est là.",
	playNewWord: "Y jouer",
	next: (left) => `Prochain mot dans ${left}`,
	loading: "Un instant…",
	start: ({ length, initial }) => initial
		? `${length} lettres, la première est ${initial}`
		: `${length} lettres`,
	closed: ({ answer }) => `Ce mot est clos. C’était ${answer}.`,

	make: "Nouvelle",
	makerTitle: "Nouvelle partie",
	makerKind: "Pour qui",
	forFriends: "pour des amis, avec un mot de mon choix",
	forPractice: "pour m’entraîner, avec un mot au hasard",
	makerWord: "Le mot à faire deviner",
	makerLength: "Lettres",
	makerLanguage: "Langue",
	makerTurns: "Essais",
	makerStrictness: "Règles",
	strictnessNames: {
		free: "libres", hard: "difficiles", ultra: "très difficiles",
	},
	strictnessHow: {
		free: "Tout mot du dictionnaire peut être joué.",
		hard: "Les lettres trouvées doivent être rejouées.",
		ultra: "Chaque essai doit pouvoir être le mot.",
	},
	makerInitial: "La première lettre est donnée.",
	makerBonus: "Une autre lettre est donnée en plus.",
	makeLink: "Créer le lien",
	practise: "Jouer",
	linkMade: "Le lien est prêt. Le mot n’y est pas lisible.",
	makerLink: "Lien à envoyer",
	makerPlay: "Y jouer",
	customTitle: "Partie sur mesure",
	custom({ language, strictness }) {
		const words = this.wordsNames[language] ?? language;
		const rules = strictness === "free" ? []
			: [`règles ${this.strictnessNames[strictness]}`];
		return [this.customTitle, words.toLowerCase(), ...rules].join(" · ");
	},

	marked: (letter, mark) => `${letter} ${MARKS[mark]}`,
	cell(letter, state) {
		if (state in MARKS)
			return `${letter} ${MARKS[state]}`;
		if (state === "hint")
			return `${letter} déjà trouvée`;
		return letter || "vide";
	},
	turnInWords,

	won: "Bravo\u202f!",
	lost: "Dommage\u202f!",
	wonIn: ({ turns }) => `Trouvé en ${plural(turns.length, "essai", "essais")}`,
	lostWas: ({ display }) => `C’était «\u00a0${display}\u00a0»`,
	theWordWas: "Le mot était",
	points: ({ points }) => plural(points, "point", "points"),
	share: "Partager",
	shareInWords: "Partager en texte",
	shareByHand: "Texte à copier",
	hint: "Un indice",
	hintIs: (word) => `Indice\u00a0: essayez ${word}.`,
	withHint: "Avec un indice.",
	analysis: "Analyser les essais",
	analysisGuess: "Essai",
	skill: "Adresse",
	luck: "Chance",
	bits: "Bits",
	leftAfter: "Reste",
	skillAndLuck: (skill, luck) => `Adresse ${skill} · chance ${luck}`,
	bitsOf: (gained, expected) => `${gained}/${expected}`,
	better: (guess) => `mieux\u00a0: ${guess}`,
	analysisHow: "Adresse\u00a0: ce que valait l’essai, pour cent du meilleur. "
		+ "Chance\u00a0: 50 est la moyenne. Bits\u00a0: ce qu’il a appris, et ce "
		+ "qu’on en attendait. Reste\u00a0: les mots encore possibles.",
	shared: { copied: "Copié.", refused: "Copiez ce texte\u00a0:" },

	problems: {
		"wrong-length": ({ puzzle }) =>
			`Il faut ${puzzle.length} lettres.`,
		"wrong-initial": ({ puzzle }) =>
			`Le mot commence par ${puzzle.initial}.`,
		"unknown-word": ({ draft }) =>
			`«\u00a0${draft}\u00a0» n’est pas dans le dictionnaire.`,
		"not-a-word": () =>
			"Seules les lettres de A à Z font un mot.",
		"letter-moved": () =>
			"Une lettre bien placée doit rester à sa place.",
		"letter-left-out": () =>
			"Les lettres trouvées doivent être rejouées.",
		"cannot-be-answer": () =>
			"Les essais précédents excluent ce mot.",
		"no-such-length": () =>
			"Il n’y a pas de mot de cette longueur.",
		"turn-taken": () =>
			"Vous avez joué ailleurs entre-temps\u00a0: voici la partie à jour.",
		"turn-skipped": () =>
			"La partie n’en était pas là\u00a0: la voici à jour.",
		"no-hints": () =>
			"Il n’y a pas d’indice pour ce mot, ou il n’y en a plus.",
		"not-analysed": () =>
			"Les parties de cette longueur ne sont pas analysées.",
		"game-over": () =>
			"Cette partie est déjà finie.",
		"puzzle-closed": () =>
			"Ce mot est clos\u00a0: on ne peut plus y jouer.",
		"too-many-requests": ({ retryAfter }) =>
			`Trop de demandes. Réessayez dans ${retryAfter || 10} secondes.`,
		"no-such-puzzle": () =>
			"Il n’y a pas de mot à cette date.",
		"no-such-link": () =>
			"Ce lien est incomplet, ou vient d’un autre site.",
		"store-unavailable": () =>
			"Le serveur ne répond pas pour l’instant. Rien n’est perdu.",
		"auth-unavailable": () =>
			"Les comptes sont hors d’atteinte pour l’instant. Rien n’est perdu.",
		network: () =>
			"Pas de connexion. Rien n’est perdu.",
		unexpected: () =>
			"Quelque chose s’est mal passé. Rien n’est perdu.",
	},
};
