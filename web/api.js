/*
 * The game service, over HTTP, and asking the others.  Every call resolves to what the server sent,
 * or rejects with a Problem.
 */

const TIMEOUT = 8000; /* milliseconds a try may take */
const PAUSES = [300, 1000]; /* milliseconds before the second, third try */
const WORTH_RETRYING = new Set([502, 503, 504]);
const GATEWAY_CODES = new Set(["bad-gateway", "unavailable", "too-late"]);

/*
 * Why there is no answer: the server's own `code`, or "network" when it can't
 * be reached and "unexpected" when it is not itself.  `retryAfter` is in
 * seconds, 0 when the server did not say.
 */
export class Problem extends Error {
	constructor(code, { status = 0, retryAfter = 0 } = {}) {
		super(code);
		this.code = code;
		this.status = status;
		this.retryAfter = retryAfter;
	}
}

/* What a puzzle, and the game of it, is asked for by. */
export function placeOfDay(language, date) {
	return `puzzles/${language}/${date}`;
}

export function placeOfCustom(token) {
	return `customs/${token}`;
}

/*
 * `renewed` is told of each session that was renewed, or null when that was the
 * end of it.  `fetch` and `pause` are given by tests only.
 */
export function createApi({
	renewed = () => {},
	fetch = globalThis.fetch.bind(globalThis),
	pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
} = {}) {
	let renewal = null;

	/*
	 * GET and our PUT may be sent again at will: the server replies alike to
	 * the same guess on the same turn.  So a broken connection or an instance
	 * that just died is worth another try before the player hears of it.  So
	 * may what renews a session: for a while the provider gives the same again.
	 */
	async function request(path, init = {}) {
		for (const wait of PAUSES) {
			try {
				return await once(path, init);
			} catch (problem) {
				if (problem.code !== "network"
					&& !WORTH_RETRYING.has(problem.status))
					throw problem;
			}
			await pause(wait);
		}
		return once(path, init);
	}

	async function once(path, init) {
		let response;
		let body;
		try {
			response = await fetch(path, {
				...init,
				signal: AbortSignal.timeout(TIMEOUT),
			});
			body = await response.text();
		} catch {
			throw new Problem("network");
		}
		if (!response.ok)
			throw problemOf(response, body);
		if (response.status === 204)
			return null;
		const reply = parse(body);
		if (!reply)
			throw new Problem("unexpected", response);
		return reply;
	}

	/*
	 * Who was signed in long ago, or is no more, finds that out by the first
	 * request; once that is settled it is worth another try.
	 */
	async function ask(path, init, send = request) {
		try {
			return await send(path, init);
		} catch (problem) {
			if (problem.code !== "token-expired")
				throw problem;
		}
		await renew();
		return send(path, init);
	}

	/* For what would be done twice if it was sent twice. */
	function askOnce(path, init) {
		return ask(path, init, once);
	}

	/* All who wait for it wait for the same one. */
	function renew() {
		renewal ??= renewOnce().finally(() => {
			renewal = null;
		});
		return renewal;
	}

	async function renewOnce() {
		let session = null;
		try {
			session = await request(
				"/api/session/refresh", { method: "POST" });
		} catch (problem) {
			if (problem.code !== "signed-out")
				throw problem;
		}
		renewed(session);
	}

	/* `json` with `method`. */
	function send(method, path, json) {
		return ask(path, {
			method,
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify(json),
		});
	}

	return {
		ask,
		askOnce,
		puzzle(place) {
			return ask(`/api/game/${place}`);
		},
		game(place) {
			return ask(`/api/game/${place}/game`);
		},
		/* The same one however often it is asked for. */
		hint(place, turn) {
			return ask(`/api/game/${place}/game/hints/${turn}`,
				{ method: "PUT" });
		},
		analysis(place) {
			return ask(`/api/game/${place}/game/analysis`);
		},
		guess(place, turn, guess) {
			return send(
				"PUT", `/api/game/${place}/game/guesses/${turn}`, { guess });
		},
		/* Nothing is kept of a puzzle that is made twice. */
		makePuzzle(wanted) {
			return send("POST", "/api/game/customs", wanted);
		},
		session() {
			return ask("/api/session");
		},
		renew,
		signOut() {
			return request("/api/session/logout", { method: "POST" });
		},
	};
}

function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/*
 * To the player it is all one whether the gateway lacks an instance or an
 * instance lacks its store.
 */
function problemOf(response, body) {
	const { status } = response;
	const retryAfter = Number(response.headers.get("Retry-After")) || 0;
	let code = parse(body)?.code;
	if (typeof code !== "string" || GATEWAY_CODES.has(code)) {
		if (status === 429)
			code = "too-many-requests";
		else
			code = WORTH_RETRYING.has(status)
				? "store-unavailable" : "unexpected";
	}
	return new Problem(code, { status, retryAfter });
}
