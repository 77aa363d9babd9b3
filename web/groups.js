/*
 * The view "/groups": the groups of a player, or one of them ("?group=ID").
 *
 * An invitation is "/groups#CODE": what follows the # stays in the browser, so
 * that no log has it.  It is kept for as long as signing in takes.
 */
import { make } from "./elements.js";
import { startGroup } from "./group.js";
import { linkTo } from "./links.js";
import { recall, remember } from "./settings.js";
import { createSheet } from "./sheet.js";

/* The code of an invitation, for as long as this tab is open. */
const invitation = {
	get: () => recall("invitation", "sessionStorage"),
	set: (code) => remember("invitation", code, "sessionStorage"),
};

export function startView(view) {
	const { account, asked, messages, siteName } = view;
	const sheet = createSheet({ messages, siteName });

	account.load();
	if (asked.get("group"))
		startGroup({ ...view, sheet, id: asked.get("group") });
	else
		startList({ ...view, sheet });
}

function startList({ scores, language, messages, sheet }) {
	const find = (id) => document.getElementById(id);

	find("group-join").addEventListener("submit", join);
	find("group-create").addEventListener("submit", create);
	addEventListener("hashchange", takeInvitation);
	sheet.entitle(messages.groups);
	takeInvitation();
	start();

	function takeInvitation() {
		const code = location.hash.slice(1) || invitation.get();
		if (location.hash) {
			invitation.set(code);
			history.replaceState(null, "", location.pathname + location.search);
		}
		find("join-invited").hidden = !code;
		find("join-code").value = code;
	}

	function isInvited() {
		return !find("join-invited").hidden;
	}

	async function start() {
		sheet.say(messages.loading);
		const shown = await sheet.attempt(async () => {
			const { groups } = await scores.groups();
			find("groups-list").replaceChildren(...groups.map(drawGroup));
			find("groups").hidden = false;
			sheet.say(groups.length > 0 ? "" : messages.noGroups);
			if (isInvited())
				find("join-code").focus();
		});
		if (!shown && !find("sheet-sign-in").hidden && isInvited())
			sheet.say(messages.invitedStranger);
	}

	function address(id) {
		return linkTo({ lang: language, group: id }).href;
	}

	function drawGroup({ id, name, members, owner }) {
		return make("li", {},
			make("a", { href: address(id), class: "card" },
				make("strong", {}, name),
				make("span", { class: "small" },
					messages.membersOf(members, owner))));
	}

	async function join(event) {
		event.preventDefault();
		const code = codeOf(find("join-code").value);
		await sheet.attempt(async () => {
			const { id } = await scores.join(code);
			invitation.set("");
			location.assign(address(id));
		});
	}

	async function create(event) {
		event.preventDefault();
		await sheet.attempt(async () => {
			const { id } = await scores.createGroup(find("create-name").value);
			location.assign(address(id));
		});
	}
}

/* Somebody may have pasted the whole link. */
export function codeOf(text) {
	return text.trim().split("#").at(-1);
}
