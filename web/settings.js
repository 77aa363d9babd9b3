/*
 * What this browser remembers of its player.  A browser may refuse to
 * remember anything; the game goes on without.
 */
const PREFIX = "motus.";

/* `area`: "sessionStorage" is for what this tab alone need know, for now. */
export function recall(name, area = "localStorage") {
	try {
		return globalThis[area].getItem(PREFIX + name);
	} catch {
		return null;
	}
}

export function remember(name, value, area = "localStorage") {
	try {
		globalThis[area].setItem(PREFIX + name, value);
	} catch {
		/* asked again next time */
	}
}
