/*
 * Which language to speak, and putting it on the page.
 */
import en from "./messages.en.js";
import fr from "./messages.fr.js";
import scoresEn from "./messages.scores.en.js";
import scoresFr from "./messages.scores.fr.js";

export const MESSAGES = {
	fr: { ...fr, ...scoresFr },
	en: { ...en, ...scoresEn },
};

/*
 * The language asked for in the address, else the one chosen before, else the
 * browser's: English for who reads English, French for everybody else.
 */
export function chooseLanguage(asked, chosen, browser) {
	for (const language of [asked, chosen])
		if (Object.hasOwn(MESSAGES, language ?? ""))
			return language;
	return browser?.toLowerCase().startsWith("en") ? "en" : "fr";
}

/* Fill every element that names its message in data-text or data-label. */
export function translate(root, messages) {
	for (const element of root.querySelectorAll("[data-text]"))
		element.textContent = messages[element.dataset.text];
	for (const element of root.querySelectorAll("[data-label]"))
		element.setAttribute("aria-label", messages[element.dataset.label]);
}
