/*
 * A player's record, as the score service has it.  A result arrives there a
 * moment after its game ended, or later when that service was away.
 */
const PAUSES = [700, 1500, 3000]; /* milliseconds before each new try */

/* `pause` is given by tests only. */
export function createRecord({ scores, language,
	pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }) {
	let expected = false;
	let latest = 0;

	/* From now on a record without today's result is not up to date. */
	function expectToday() {
		expected = true;
	}

	/*
	 * Call draw(record, missing) with what is there, and again for as long as
	 * today's result is missing, but not for ever.  A later load ends this
	 * one.  Rejects with a Problem.
	 */
	async function load(draw) {
		const mine = ++latest;
		for (let tries = 0; mine === latest; tries++) {
			const record = await scores.me(language);
			const missing = expected && !record.today;
			if (mine === latest)
				draw(record, missing);
			if (!missing || tries === PAUSES.length)
				return;
			await pause(PAUSES[tries]);
		}
	}

	return { expectToday, load };
}
