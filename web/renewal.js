/*
 * When a session is to be renewed: before its token runs out, but only while
 * somebody looks at the page; who comes back to it later has it renewed then.
 */
const AHEAD = 30_000; /* milliseconds before the token runs out */

/*
 * `schedule(run, milliseconds)` returns what `cancel` takes; `page` is the
 * document.  Both are given by tests only.
 */
export function createRenewal(renew, {
	schedule = setTimeout,
	cancel = clearTimeout,
	page = document,
} = {}) {
	let timer = null;
	let due = false;

	page.addEventListener("visibilitychange", () => {
		if (due && !page.hidden)
			run();
	});

	/* A token is good for so many seconds from now on; 0: there is none. */
	function expect(seconds) {
		cancel(timer);
		due = false;
		timer = seconds > 0
			? schedule(arrive, Math.max(seconds * 1000 - AHEAD, AHEAD / 3))
			: null;
	}

	function arrive() {
		due = true;
		if (!page.hidden)
			run();
	}

	function run() {
		due = false;
		renew();
	}

	return { expect };
}
