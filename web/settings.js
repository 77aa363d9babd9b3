/*
 * What this browser remembers of its player.  A browser may refuse to
 * remember anything; the game goes on without.
 */
const PREFIX = "motus.";

export function recall(name) {
	try {
		return localStorage.getItem(PREFIX + name);
	} catch {
		return null;
	}
}

export function remember(name, value) {
	try {
		localStorage.setItem(PREFIX + name, value);
	} catch {
		/* asked again next time */
	}
}
