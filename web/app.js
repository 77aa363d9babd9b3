/*
 * Starts the page: chooses the language, joins what all its views have, and
 * shows the view that the address names.
 */
import { createAccount, withoutFailure } from "./account.js";
import { createApi } from "./api.js";
import { chooseLanguage, MESSAGES, translate } from "./i18n.js";
import { createMaker } from "./maker.js";
import { createRecord } from "./record.js";
import { createScores } from "./scores.js";
import { recall, remember } from "./settings.js";
import { createStatistics } from "./statistics.js";

const VIEWS = {
	rankings: () => import("./rankings.js"),
	groups: () => import("./groups.js"),
	custom: () => import("./custom.js"),
};

const find = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const language = chooseLanguage(
	asked.get("lang"), recall("language"), navigator.language);
const messages = MESSAGES[language];
const siteName =
	document.querySelector("meta[name=application-name]").content;

const api = createApi({ renewed: (session) => account.show(session) });
const account = createAccount({ api, language, messages, failed: tell });
const scores = createScores(api);
const record = createRecord({ scores, language });
const statistics = createStatistics({ record, scores, messages });
const maker = createMaker({ api, language, messages });

tellOfFailure();
speakLanguage();
find("help-open").addEventListener("click", openHelp);
find("statistics-open").addEventListener("click", statistics.open);
find("maker-open").addEventListener("click", maker.open);
showView();

async function showView() {
	const name = location.pathname.split("/")[1];
	const named = VIEWS[name];
	const { startView } = await (named?.() ?? import("./today.js"));
	startView({ api, account, scores, record, statistics, language, messages,
		siteName, asked, tell });
	find("app").hidden = false;
	if ((!named || name === "custom") && !recall("helped"))
		openHelp();
}

function speakLanguage() {
	document.documentElement.lang = language;
	translate(document, messages);
	for (const other of Object.keys(MESSAGES)) {
		const here = new URLSearchParams(location.search);
		const link = find(`in-${other}`);
		here.set("lang", other);
		link.href = `?${here}`;
		if (other === language)
			link.setAttribute("aria-current", "true");
		link.addEventListener("click", () => remember("language", other));
	}
	for (const link of document.querySelectorAll("[data-place]")) {
		if (link.pathname === location.pathname)
			link.setAttribute("aria-current", "page");
		link.search = `?lang=${language}`;
	}
}

/* What is not about the view. */
function tell(...text) {
	find("news").replaceChildren(...text);
}

function tellOfFailure() {
	const address = withoutFailure(location.href);
	if (!address)
		return;
	history.replaceState(null, "", address);
	tell(messages.signInFailed);
}

function openHelp() {
	remember("helped", "yes");
	find("help").showModal();
}
