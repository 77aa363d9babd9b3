/*
 * What players can do with their record: take it with them, bring another
 * along, hide from the rankings.  Part of the dialog with the statistics.
 */
import { make, makeButton } from "./elements.js";
import { importOf } from "./imports.js";
import { explain } from "./scores.js";

/* `load` is called when the record has changed; draw(record) shows it. */
export function createBelongings({ scores, messages, load }) {
	const find = (id) => document.getElementById(id);
	const number = new Intl.NumberFormat(messages.locale);
	const say = (text) => {
		find("belongings-said").textContent = text;
	};

	find("hide-me").addEventListener("change", hide);
	find("export").addEventListener("click", () =>
		attempt(download, messages.exported));
	find("import").addEventListener("submit", bring);
	find("belongings").addEventListener("toggle", () => say(""));

	/* Do it, and say that it was done or why not. */
	async function attempt(action, done) {
		try {
			await action();
			say(done);
			return true;
		} catch (problem) {
			say(explain(messages, problem));
			return false;
		}
	}

	async function hide() {
		const box = find("hide-me");
		const hidden = box.checked;
		if (await attempt(() => scores.hide(hidden),
			hidden ? messages.hidden : messages.unhidden))
			load();
		else
			box.checked = !hidden;
	}

	async function download() {
		const record = await scores.exported();
		const file = new Blob([JSON.stringify(record, null, "\t")],
			{ type: "application/json" });
		const link = make("a", {
			href: URL.createObjectURL(file),
			download: `motus-${record.exported_at.slice(0, 10)}.json`,
		});
		link.click();
		URL.revokeObjectURL(link.href);
	}

	async function bring(event) {
		event.preventDefault();
		const [file] = find("import-file").files;
		const text = await file?.text() ?? find("import-text").value;
		const what = importOf(text);
		if (!what) {
			say(messages.importUnknown);
			return;
		}
		if (await attempt(() => scores.bring(what), messages.imported)) {
			find("import").reset();
			load();
		}
	}

	function draw(record) {
		for (const part of document.querySelectorAll("[data-account]"))
			part.hidden = record.player === null;
		find("hide-me").checked = record.hidden;
		const brought = Object.entries(record.imports ?? {});
		find("imports").replaceChildren(...brought.map(drawImport));
	}

	function drawImport([source, figures]) {
		const name = messages.sources[source];
		const heading = make("h3", { tabindex: "-1" }, name);
		const lines = [
			[messages.games, figures.games],
			[messages.wonGames, figures.wins],
			[messages.bestStreak, figures.best_streak],
			...figures.distribution.map((count, i) =>
				[messages.wonInTurns(i + 1), count]),
			[messages.lostGames, figures.lost],
		].filter(([, value]) => typeof value === "number");
		const remove = makeButton(messages.forget, () => forget(source), {
			class: "quiet", "aria-label": messages.forgetSource(name) });
		return make("section", { class: "import" },
			heading,
			make("p", { class: "small" },
				messages.importApart(figures.imported_at)),
			make("dl", {}, ...lines.map(([title, value]) => make("div", {},
				make("dt", {}, title),
				make("dd", {}, number.format(value))))),
			remove);
	}

	async function forget(source) {
		if (!await attempt(() => scores.forget(source), messages.forgotten))
			return;
		find("belongings").querySelector("summary").focus();
		load();
	}

	return { draw };
}
