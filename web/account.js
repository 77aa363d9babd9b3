/*
 * Who plays, in the header: a link to sign in, or a name with a menu.
 */
import { createRenewal } from "./renewal.js";

/*
 * load() asks who is signed in; show() takes what the server said of it, null
 * when nobody is any more.  Every link with data-sign-in leads to signing in.
 * `failed` tells the player that something went wrong.
 */
export function createAccount({ api, language, messages, failed }) {
	const find = (id) => document.getElementById(id);
	const links = document.querySelectorAll("[data-sign-in]");
	const button = find("account-open");
	const menu = find("account-menu");
	const renewal = createRenewal(() => {
		api.renew().catch(() => {});
	});

	find("account-page").href = `/auth/account?ui_locales=${language}`;
	button.addEventListener("click", () => toggle(menu.hidden));
	find("sign-out").addEventListener("click", signOut);
	find("account").addEventListener("keydown", (event) => {
		if (event.key === "Escape" && !menu.hidden) {
			toggle(false);
			button.focus();
		}
	});
	document.addEventListener("focusin", closeBehind);
	document.addEventListener("click", closeBehind);

	function toggle(open) {
		menu.hidden = !open;
		button.setAttribute("aria-expanded", String(open));
	}

	/* What happens elsewhere on the page closes the menu. */
	function closeBehind(event) {
		if (!find("account").contains(event.target))
			toggle(false);
	}

	async function load() {
		try {
			show(await api.session());
		} catch {
			/* The game goes on without; the next page asks again. */
		}
	}

	function show(session) {
		const player = session?.player ?? null;
		const name = player?.name ?? messages.account;
		const here = encodeURIComponent(location.pathname + location.search);
		toggle(false);
		for (const link of links) {
			link.href = `/api/session/login?lang=${language}&return=${here}`;
			link.hidden = player !== null || session?.sign_in === false;
		}
		button.hidden = player === null;
		find("account-name").textContent = name;
		button.setAttribute("aria-label", messages.accountOf(name));
		renewal.expect(session?.expires_in ?? 0);
	}

	async function signOut() {
		try {
			const { end_session: end } = await api.signOut();
			location.assign(end ?? location.href);
		} catch {
			failed(messages.signOutFailed);
		}
	}

	return { load, show };
}

/*
 * The address without the word that a sign-in failed, null when it does not say
 * so.
 */
export function withoutFailure(address) {
	const url = new URL(address);
	if (url.searchParams.get("sign-in") !== "failed")
		return null;
	url.searchParams.delete("sign-in");
	return url.href;
}
