/*
 * A score service that the browser makes up, for states that are hard to make
 * for real.  What it says is what docs/openapi.yaml has.
 */
import { newGuest, url } from "./site.mjs";

export const ZOE = { id: "abc", name: "Zoé" };

export const RECORD = {
	player: ZOE, guest: false, language: "fr", hidden: false,
	games: 124, wins: 118, average: 3.87,
	distribution: [1, 9, 38, 42, 20, 8], lost: 6,
	streak: 12, best_streak: 41,
	points: { today: 70, week: 410, month: 1980, all: 8230 },
	bonus: { today: 20, week: 100, month: 480, all: 1794 },
	red: 1840, yellow: 902, blue: 2217,
	today: { outcome: "won", turns: 4, points: 70, bonus: 20 },
	imports: {},
};

export const STRANGER = {
	...RECORD, player: null, guest: false, games: 0, wins: 0, average: null,
	distribution: [0, 0, 0, 0, 0, 0], lost: 0, streak: 0, best_streak: 0,
	points: { today: 0, week: 0, month: 0, all: 0 },
	bonus: { today: 0, week: 0, month: 0, all: 0 },
	red: 0, yellow: 0, blue: 0, today: null,
};

export function entry(rank, changes) {
	return { rank, name: `Joueur ${rank}`, points: 200 - rank, guesses: 4,
		finished_at: "2026-03-28T11:02:03Z", me: false, ...changes };
}

export const DAY = {
	period: "day", language: "fr", date: "2026-03-28",
	from: "2026-03-28", to: "2026-03-28", players: 2,
	entries: [entry(1, { name: "Ada" }), entry(2, { name: "Zoé", me: true })],
	me: { rank: 2, points: 198, guesses: 4,
		finished_at: "2026-03-28T11:02:03Z" },
};

export const GROUP = {
	id: "g1", name: "Classe de 4e B", owner: true, code: "K7M2-9QXR-3FTP",
	members: [
		{ id: "abc", name: "Zoé", owner: true, me: true },
		{ id: "def", name: "Ada", owner: false, me: false },
	],
};

export const GROUP_DAY = {
	...DAY, group: { id: "g1", name: GROUP.name }, waiting: false,
	entries: DAY.entries.map((one) => ({ ...one, games: 1 })),
};

export const refusal = (status, code, headers = {}) => ({
	status, headers, contentType: "application/problem+json",
	body: JSON.stringify({ status, code, title: code }),
});

export const AWAY = refusal(503, "unavailable", { "Retry-After": "1" });

/*
 * A browser for which each request, named as "GET /players/me", has its reply:
 * JSON, what route.fulfill() takes, a function of the request that gives
 * either, or a list that is gone through up to its last.  What was asked for
 * is noted in `asked`.
 */
export async function newScoreGuest(t, replies, options = {}) {
	const { player = ZOE, ...others } = options;
	const guest = await newGuest(t, others);
	const asked = [];
	await guest.route("**/api/session", (route) => route.fulfill({ json: {
		player, guest: player === null, sign_in: true, expires_in: 600 } }));
	await guest.route("**/api/score/**", (route) => {
		const request = route.request();
		const { pathname, search } = new URL(request.url());
		const path = pathname.slice("/api/score".length);
		const name = `${request.method()} ${path}`;
		asked.push({ name, query: new URLSearchParams(search),
			body: request.postDataJSON() });
		let reply = replies[name] ?? refusal(404, "not-found");
		if (Array.isArray(reply))
			reply = reply.length > 1 ? reply.shift() : reply[0];
		if (typeof reply === "function")
			reply = reply(request);
		const isWhole = typeof reply.status === "number";
		return route.fulfill(isWhole ? reply : { json: reply });
	});
	return { guest, asked };
}

/* A page of it, and what it asked for. */
export async function visitScores(t, path, replies, options) {
	const { guest, asked } = await newScoreGuest(t, replies, options);
	const page = await guest.newPage();
	await page.goto(`${url}${path}`);
	await page.locator("#app").waitFor();
	return { page, asked };
}

/* Nothing is wider than the window. */
export function fits(page) {
	return page.evaluate(() =>
		document.documentElement.scrollWidth <= innerWidth
		&& [...document.querySelectorAll("dialog[open]")].every((dialog) =>
			dialog.scrollWidth <= dialog.clientWidth));
}
