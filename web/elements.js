/*
 * Making elements.  Text is always text: names come from other players.
 */

/* An element with `attributes`, and `children`: elements or texts. */
export function make(name, attributes = {}, ...children) {
	const element = document.createElement(name);
	for (const [attribute, value] of Object.entries(attributes))
		if (value !== false && value !== undefined)
			element.setAttribute(attribute, value === true ? "" : value);
	element.append(...children);
	return element;
}

export function makeButton(text, run, attributes = {}) {
	const button = make("button", { type: "button", ...attributes }, text);
	button.addEventListener("click", run);
	return button;
}

/* A row of a table, whose first cell is what it is about. */
export function makeRow(heading, ...cells) {
	return make("tr", {}, make("th", { scope: "row" }, heading),
		...cells.map((cell) => make("td", {}, cell)));
}
