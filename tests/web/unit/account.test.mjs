import assert from "node:assert/strict";
import test from "node:test";

import { withoutFailure } from "../../../web/account.js";
import { createRenewal } from "../../../web/renewal.js";

/* A page, in sight or not, and the timers that are set. */
function clockwork({ hidden = false } = {}) {
	const page = new EventTarget();
	page.hidden = hidden;
	const timers = new Map();
	let last = 0;
	let renewals = 0;
	const renewal = createRenewal(() => renewals++, {
		schedule(run, milliseconds) {
			timers.set(++last, { run, milliseconds });
			return last;
		},
		cancel: (timer) => timers.delete(timer),
		page,
	});
	return {
		...renewal,
		pauses: () => [...timers.values()].map(({ milliseconds }) =>
			milliseconds),
		fire() {
			const all = [...timers.values()];
			timers.clear();
			all.forEach(({ run }) => run());
		},
		look(looks) {
			page.hidden = !looks;
			page.dispatchEvent(new Event("visibilitychange"));
		},
		count: () => renewals,
	};
}

test("a token is renewed half a minute before it runs out", () => {
	const clock = clockwork();
	clock.expect(600);
	assert.deepEqual(clock.pauses(), [570_000]);
	assert.equal(clock.count(), 0);
	clock.fire();
	assert.equal(clock.count(), 1);
});

test("a token of a short life does not keep the page busy", () => {
	const clock = clockwork();
	clock.expect(10);
	assert.ok(clock.pauses()[0] >= 10_000);
});

test("only the last token counts, and none needs no renewal", () => {
	const clock = clockwork();
	clock.expect(600);
	clock.expect(300);
	assert.deepEqual(clock.pauses(), [270_000]);
	clock.expect(0);
	assert.deepEqual(clock.pauses(), []);
});

test("a page that nobody looks at waits until somebody does", () => {
	const clock = clockwork({ hidden: true });
	clock.expect(600);
	clock.fire();
	assert.equal(clock.count(), 0);
	clock.look(true);
	assert.equal(clock.count(), 1);
	clock.look(false);
	clock.look(true);
	assert.equal(clock.count(), 1);
});

test("who comes back in time waits for nothing", () => {
	const clock = clockwork();
	clock.expect(600);
	clock.look(false);
	clock.look(true);
	assert.equal(clock.count(), 0);
});

test("a failed sign-in is told once, and leaves the address", () => {
	assert.equal(withoutFailure("http://a/?lang=fr&sign-in=failed"),
		"http://a/?lang=fr");
	assert.equal(withoutFailure("http://a/?sign-in=failed"), "http://a/");
	assert.equal(withoutFailure("http://a/?lang=fr"), null);
	assert.equal(withoutFailure("http://a/?sign-in=%3Cb%3E"), null);
});
