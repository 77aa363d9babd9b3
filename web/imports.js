/*
 * Telling what a player brings along: a link of SUTOM, the JSON of reactle, or
 * an export of a Motus.
 */

/* What the score service is to be sent of `text`; null when it is nothing. */
export function importOf(text) {
	const trimmed = text.trim();
	const read = parse(trimmed);
	if (read?.format === "motus-record")
		return { source: "motus", body: withoutResults(read) };
	if (read?.winDistribution)
		return { source: "reactle", body: read };
	if (read === undefined && /^\S{8,2000}$/.test(trimmed))
		return { source: "sutom", body: { code: trimmed } };
	return null;
}

/* All the results of years would be more than a request may have. */
function withoutResults({ format, version, languages }) {
	return {
		format,
		version,
		languages: Object.fromEntries(Object.entries(languages ?? {}).map(
			([language, entry]) =>
				[language, { statistics: entry?.statistics }])),
	};
}

function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
