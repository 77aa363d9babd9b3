/*
 * What the views of rankings and groups have in common: a title, and a line
 * that says what is going on.
 */
import { explain } from "./scores.js";

export function createSheet({ messages, siteName }) {
	const find = (id) => document.getElementById(id);

	find("sheet").hidden = false;

	function entitle(title) {
		find("sheet-title").textContent = title;
		document.title = `${title} – ${siteName}`;
	}

	function say(text) {
		find("sheet-said").textContent = text;
	}

	/*
	 * Do something that asks the server; what goes wrong is said.  Resolves to
	 * whether all went well.
	 */
	async function attempt(action) {
		try {
			await action();
			return true;
		} catch (problem) {
			say(explain(messages, problem));
			find("sheet-sign-in").hidden =
				problem.code !== "sign-in-required";
			return false;
		}
	}

	return { entitle, say, attempt };
}
