/*
 * The score service, over HTTP, as api.js asks it; and what to say when it
 * refuses.
 */
import { search } from "./links.js";

const ROOT = "/api/score";

export function createScores({ ask, askOnce }) {
	const sending = (method, body) => ({
		method,
		...(body && {
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify(body),
		}),
	});
	const me = `${ROOT}/players/me`;
	const at = (id) => `${ROOT}/groups/${encodeURIComponent(id)}`;
	const importFrom = (source) =>
		`${me}/imports/${encodeURIComponent(source)}`;

	return {
		me: (language) => ask(me + search({ language })),
		hide: (hidden) => ask(`${me}/settings`, sending("PUT", { hidden })),
		exported: () => ask(`${me}/export`),
		bring: ({ source, body }) =>
			ask(importFrom(source), sending("PUT", body)),
		forget: (source) => ask(importFrom(source), sending("DELETE")),

		board: (period, query) =>
			ask(`${ROOT}/boards/${period}${search(query)}`),

		groups: () => ask(`${ROOT}/groups`),
		createGroup: (name) =>
			askOnce(`${ROOT}/groups`, sending("POST", { name })),
		join: (code) =>
			askOnce(`${ROOT}/groups/join`, sending("POST", { code })),
		group: (id) => ask(at(id)),
		renameGroup: (id, name) =>
			askOnce(at(id), sending("PATCH", { name })),
		deleteGroup: (id) => ask(at(id), sending("DELETE")),
		renewCode: (id) => askOnce(`${at(id)}/code`, sending("POST")),
		leave: (id, member = "me") =>
			ask(`${at(id)}/members/${encodeURIComponent(member)}`,
				sending("DELETE")),
		groupBoard: (id, period, query) =>
			ask(`${at(id)}/boards/${period}${search(query)}`),
	};
}

/* What a Problem of this service means, in words. */
export function explain(messages, problem) {
	const { scoreProblems: own, problems: all } = messages;
	const say = own[problem.code] ?? all[problem.code] ?? all.unexpected;
	return say(problem);
}
