/*
 * What the player types, on the machine's keyboard or on the screen.  A key is
 * one of "enter", "erase", or the letters that it stands for.
 */

const LAYOUTS = {
	fr: ["AZERTYUIOP", "QSDFGHJKLM", "WXCVBN"],
	en: ["QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"],
};

const LIGATURES = { œ: "oe", æ: "ae" };

/* A typed character as letters A-Z ("é" is "E", "œ" is "OE"), or null. */
export function lettersOf(character) {
	const lower = character.toLowerCase();
	const plain = LIGATURES[lower]
		?? lower.normalize("NFD").replace(/\p{M}/gu, "");
	if ([...character].length !== 1 || !/^[a-z]{1,2}$/.test(plain))
		return null;
	return plain.toUpperCase();
}

/* The key of a keydown event, or null when it is not for the game. */
export function keyOf(event) {
	if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing)
		return null;
	if (event.key === "Enter")
		return event.repeat ? null : "enter";
	if (event.key === "Backspace")
		return "erase";
	return lettersOf(event.key);
}

/*
 * Draw the keyboard of `language` in `element`; `press` is called with each
 * key.  draw(marks) colours it, marks being a Map of letter to mark.
 */
export function createKeyboard(element, language, messages, press) {
	const keys = new Map();

	function addKey(row, key, text, label) {
		const button = document.createElement("button");
		button.type = "button";
		button.className = "key";
		button.textContent = text;
		button.dataset.key = key;
		button.setAttribute("aria-label", label);
		row.append(button);
		keys.set(key, button);
	}

	LAYOUTS[language].forEach((letters, i, rows) => {
		const row = document.createElement("div");
		row.className = "keys";
		const last = i === rows.length - 1;
		if (last)
			addKey(row, "enter", messages.enter, messages.enter);
		for (const letter of letters)
			addKey(row, letter, letter, letter);
		if (last)
			addKey(row, "erase", "", messages.erase);
		element.append(row);
	});

	element.addEventListener("click", (event) => {
		const key = event.target.closest("[data-key]")?.dataset.key;
		if (key)
			press(key);
	});
	/* A click leaves the focus where it was, or Enter would press the key. */
	element.addEventListener("mousedown", (event) => event.preventDefault());

	return {
		draw(marks) {
			for (const [letter, mark] of marks) {
				const button = keys.get(letter);
				button.className = `key ${mark}`;
				button.setAttribute("aria-label",
					messages.marked(letter, mark));
			}
		},
	};
}
