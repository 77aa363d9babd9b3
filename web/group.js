/*
 * The view of one group: its board, its members, its invitation, and what its
 * owner can do.
 */
import { boardAsked, createBoard } from "./board.js";
import { confirm } from "./confirm.js";
import { make, makeButton } from "./elements.js";
import { search } from "./links.js";

export function startGroup(
	{ scores, language, messages, asked, sheet, id }) {
	const find = (name) => document.getElementById(name);
	const chosen = boardAsked(asked, language);
	let group = null;

	find("sheet-back").href = search({ lang: language });
	find("sheet-back").hidden = false;
	sheet.entitle(messages.group);
	listen();
	start();

	function listen() {
		find("invite-copy").addEventListener("click", copyLink);
		find("code-renew").addEventListener("click", renewCode);
		find("group-rename").addEventListener("submit", rename);
		find("group-leave").addEventListener("click", leave);
		find("group-delete").addEventListener("click", remove);
	}

	async function start() {
		sheet.say(messages.loading);
		await sheet.attempt(async () => {
			draw(await scores.group(id));
			find("group").hidden = false;
			sheet.say("");
			await drawBoard();
		});
	}

	function draw(now) {
		group = now;
		sheet.entitle(group.name);
		find("group-code").textContent = group.code;
		find("invite-link").value = invitation();
		find("rename-name").value = group.name;
		find("members").replaceChildren(...group.members.map(drawMember));
		for (const part of document.querySelectorAll("[data-owner]"))
			part.hidden = !group.owner;
	}

	function drawMember(member) {
		const { owner, me } = member;
		const name = member.name ?? messages.newMember;
		const said = [me && messages.you, owner && messages.owner]
			.filter(Boolean).join(" · ");
		const item = make("li", {}, make("span", { class: "who" }, name),
			make("span", { class: "small" }, said));
		if (group.owner && !me)
			item.append(makeButton(messages.dismiss, () => dismiss(member.id, name),
				{ "class": "quiet", "aria-label": messages.dismissName(name) }));
		return item;
	}

	async function drawBoard() {
		const board = createBoard({ messages, chosen,
			place: { lang: language, group: id },
			columns: ["points", "guesses", "games"] });
		const shown = await scores.groupBoard(id, chosen.period,
			{ language: chosen.words, date: chosen.date });
		board.drawDays(shown);
		board.drawEntries(shown.entries);
		find("board-waiting").hidden = !shown.waiting;
		if (shown.entries.length === 0 && !shown.waiting)
			sheet.say(messages.nobodyPlayed);
	}

	function invitation() {
		const { origin, pathname } = location;
		return `${origin}${pathname}#${group.code}`;
	}

	async function copyLink() {
		try {
			await navigator.clipboard.writeText(invitation());
			sheet.say(messages.linkCopied);
		} catch {
			find("invite-link").hidden = false;
			find("invite-link").select();
			sheet.say(messages.shared.refused);
		}
	}

	async function renewCode() {
		if (!await confirm(messages.confirmNewCode, messages.newCode))
			return;
		await sheet.attempt(async () => {
			draw(await scores.renewCode(id));
			sheet.say(messages.codeRenewed);
		});
	}

	async function rename(event) {
		event.preventDefault();
		await sheet.attempt(async () => {
			draw(await scores.renameGroup(id, find("rename-name").value));
			sheet.say(messages.renamed);
		});
	}

	async function dismiss(member, name) {
		if (!await confirm(messages.confirmDismiss(name), messages.dismiss))
			return;
		await sheet.attempt(async () => {
			await scores.leave(id, member);
			draw(await scores.group(id));
			find("members-title").focus();
			await drawBoard();
			sheet.say(messages.dismissed(name));
		});
	}

	async function leave() {
		if (await confirm(messages.confirmLeave(group.name), messages.leave))
			await sheet.attempt(async () => {
				await scores.leave(id);
				location.assign(find("sheet-back").href);
			});
	}

	async function remove() {
		if (await confirm(
			messages.confirmDelete(group.name), messages.deleteGroup))
			await sheet.attempt(async () => {
				await scores.deleteGroup(id);
				location.assign(find("sheet-back").href);
			});
	}
}
