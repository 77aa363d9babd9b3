/*
 * The dialog that makes a puzzle: for friends, who get a link, or to practise.
 */
import { make } from "./elements.js";
import { deliver } from "./share.js";

const LENGTHS = [5, 6, 7, 8, 9, 10];
const TURNS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

export function createMaker({ api, language, messages }) {
	const find = (id) => document.getElementById(`maker-${id}`);
	const dialog = document.getElementById("maker");
	const form = find("form");

	offer("language", Object.entries(messages.wordsNames), language);
	offer("strictness", Object.entries(messages.strictnessNames), "free");
	offer("length", LENGTHS.map((length) => [length, length]), 7);
	offer("turns", TURNS.map((turns) => [turns, turns]), 6);
	form.addEventListener("change", draw);
	form.addEventListener("submit", submit);
	find("share").addEventListener("click", share);
	draw();

	function offer(id, choices, chosen) {
		find(id).replaceChildren(...choices.map(([value, text]) =>
			make("option", { value, selected: value === chosen }, text)));
	}

	function isForFriends() {
		return form.elements.kind.value === "friends";
	}

	function draw() {
		const friends = isForFriends();
		find("of-friends").hidden = !friends;
		find("word").required = friends;
		find("of-practice").hidden = friends;
		find("go").textContent =
			friends ? messages.makeLink : messages.practise;
		find("strictness-how").textContent =
			messages.strictnessHow[find("strictness").value];
		find("made").hidden = true;
		say("");
	}

	function say(text) {
		find("said").textContent = text;
	}

	function wanted() {
		return {
			language: find("language").value,
			...isForFriends()
				? { word: find("word").value.trim() }
				: { length: Number(find("length").value) },
			rules: {
				strictness: find("strictness").value,
				turns: Number(find("turns").value),
				initial: find("initial").checked,
				bonus: find("bonus").checked,
			},
		};
	}

	async function submit(event) {
		event.preventDefault();
		find("go").disabled = true;
		try {
			const { link } = await api.makePuzzle(wanted());
			if (isForFriends())
				show(link);
			else
				location.assign(`${link}?lang=${language}`);
		} catch (problem) {
			explain(problem);
		}
		find("go").disabled = false;
	}

	function show(link) {
		find("link").value = link;
		find("play").href = `${link}?lang=${language}`;
		find("made").hidden = false;
		say(messages.linkMade);
		find("share").focus();
	}

	function explain({ code, retryAfter }) {
		const { problems } = messages;
		const told = problems[code] ?? problems.unexpected;
		say(told({ draft: find("word").value.trim(), retryAfter }));
		if (isForFriends())
			find("word").focus();
	}

	async function share() {
		const outcome = await deliver(find("link").value, {
			share: navigator.share?.bind(navigator),
			clipboard: navigator.clipboard,
		});
		say(messages.shared[outcome] ?? "");
		if (outcome === "refused")
			find("link").select();
	}

	return {
		open() {
			draw();
			dialog.showModal();
		},
	};
}
