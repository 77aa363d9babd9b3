/*
 * Draws the grid: a table of cells, each with its letter for the eye and a
 * few words for the ear.
 */

const PACE = 180; /* milliseconds from one mark to the next */

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function wantsStillness() {
	return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/*
 * draw(rows) shows rows as rowsOf() in game.js gives them; reveal(rows, i)
 * does too, the marks of row i one after the other; shake(i) refuses row i.
 */
export function createGrid(element, messages) {
	let cells = [];

	function build(rows) {
		element.style.setProperty("--turns", rows.length);
		element.style.setProperty("--length", rows[0].cells.length);
		cells = rows.map((row) => row.cells.map(createCell));
		element.replaceChildren(...cells.map((row) => {
			const line = document.createElement("div");
			line.setAttribute("role", "row");
			line.append(...row);
			return line;
		}));
	}

	function drawCell(cell, { letter, state }) {
		const [shown, spoken] = cell.children;
		cell.className = `cell ${state}`;
		shown.textContent = letter;
		spoken.textContent = messages.cell(letter, state);
	}

	function drawRow(i, row) {
		element.children[i].className = `row ${row.state}`;
		row.cells.forEach((cell, j) => drawCell(cells[i][j], cell));
	}

	function draw(rows) {
		if (cells.length !== rows.length
			|| cells[0].length !== rows[0].cells.length)
			build(rows);
		rows.forEach((row, i) => drawRow(i, row));
	}

	async function reveal(rows, i) {
		const unmarked = rows[i].cells.map(({ letter }) =>
			({ letter, state: "typed" }));
		drawRow(i, { state: "revealed", cells: unmarked });
		for (const [j, cell] of rows[i].cells.entries()) {
			drawCell(cells[i][j], cell);
			if (!wantsStillness())
				await pause(PACE);
		}
		draw(rows);
	}

	function shake(i) {
		const row = element.children[i];
		row.classList.remove("refused");
		void row.offsetWidth; /* so that the animation starts anew */
		row.classList.add("refused");
	}

	return { draw, reveal, shake };
}

function createCell() {
	const cell = document.createElement("div");
	const shown = document.createElement("span");
	const spoken = document.createElement("span");
	cell.setAttribute("role", "cell");
	shown.className = "letter";
	shown.setAttribute("aria-hidden", "true");
	spoken.className = "spoken";
	cell.append(shown, spoken);
	return cell;
}
