/* Whether text stands out from what is behind it. */
import assert from "node:assert/strict";

const TEXTS = ".cell:not(.empty), .key, a, p, button, h1, h2, h3, li, th, td, "
	+ "dt, dd, label, summary, .small";

/* WCAG's contrast of two colours, computed as [r, g, b] of 0..255. */
function contrast(one, other) {
	const [light, dark] = [one, other].map((colour) => {
		const [r, g, b] = colour.map((part) => part / 255).map((part) =>
			(part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	}).sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

/* The colours of each text in sight: its own, and the one behind. */
function readColours(texts) {
	const rgb = (colour) => colour.match(/[\d.]+/g).map(Number);
	const opaque = (colour) => rgb(colour)[3] !== 0;
	function behind(element) {
		const disc = getComputedStyle(element, "::before");
		if (element.matches(".cell.present"))
			return disc.backgroundColor;
		for (let at = element; at; at = at.parentElement) {
			const { backgroundColor } = getComputedStyle(at);
			if (opaque(backgroundColor))
				return backgroundColor;
		}
		return "rgb(255, 255, 255)";
	}
	return [...document.querySelectorAll(texts)]
		.filter((element) => element.checkVisibility()
			&& element.textContent.trim())
		.map((element) => [
			element.className || element.tagName,
			rgb(getComputedStyle(element).color).slice(0, 3),
			rgb(behind(element)).slice(0, 3),
		]);
}

/* As WCAG 2.2 has it (1.4.3).  How many texts there are. */
export async function assertReadable(page) {
	const colours = await page.evaluate(readColours, TEXTS);
	for (const [name, ink, paper] of colours)
		assert.ok(contrast(ink, paper) >= 4.5,
			`${name}: ${contrast(ink, paper).toFixed(2)}`);
	return colours.length;
}
