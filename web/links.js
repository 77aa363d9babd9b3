/*
 * Addresses of this site.
 */

/* "?a=1&b=2"; what has no value is left out. */
export function search(values) {
	const given = Object.entries(values).filter(([, value]) => value);
	return `?${new URLSearchParams(given)}`;
}

export function linkTo(values, text) {
	const link = document.createElement("a");
	link.href = search(values);
	link.textContent = text;
	return link;
}
