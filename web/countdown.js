/*
 * The time until the next puzzle.  Days are civil dates, counted by the
 * server in its own zone; the page never works out when one begins.
 */

const SECOND = 1000;
const DAY = 86400 * SECOND;
const ASK_AGAIN = 10 * SECOND;

/* The civil date before `date`, both as YYYY-MM-DD. */
export function dayBefore(date) {
	return new Date(Date.parse(`${date}T00:00:00Z`) - DAY)
		.toISOString().slice(0, 10);
}

/* Milliseconds as HH:MM:SS, never below zero. */
export function formatLeft(ms) {
	const seconds = Math.max(0, Math.ceil(ms / SECOND));
	return [seconds / 3600, seconds / 60 % 60, seconds % 60]
		.map((part) => String(Math.trunc(part)).padStart(2, "0"))
		.join(":");
}

/*
 * Call tick(ms left) each second until `until` (milliseconds since 1970), then
 * arrived() until it resolves to true: this machine's clock may be ahead of
 * the server's, or the network away.
 */
export function countDown(until, { tick, arrived }) {
	let askAt = until;
	let asking = false;

	const timer = setInterval(beat, SECOND);
	beat();

	async function beat() {
		const now = Date.now();
		tick(until - now);
		if (now < askAt || asking)
			return;
		asking = true;
		if (await arrived())
			clearInterval(timer);
		askAt = Date.now() + ASK_AGAIN;
		asking = false;
	}
}
