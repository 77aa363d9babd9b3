/*
 * The line under the grid, where the page says what happened.  It is a live
 * region: what is said there is also read aloud.
 */
export function createNotice(element) {
	return {
		say(text, action) {
			const line = document.createElement("span");
			line.textContent = text;
			element.replaceChildren(line);
			if (!action)
				return;
			const button = document.createElement("button");
			button.type = "button";
			button.textContent = action.text;
			button.addEventListener("click", action.run);
			element.append(button);
		},
	};
}
