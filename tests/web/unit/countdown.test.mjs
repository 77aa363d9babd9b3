import assert from "node:assert/strict";
import test from "node:test";

import { countDown, dayBefore, formatLeft } from "../../../web/countdown.js";

test("the day before crosses months, years and leap days", () => {
	assert.equal(dayBefore("2026-03-05"), "2026-03-04");
	assert.equal(dayBefore("2026-01-01"), "2025-12-31");
	assert.equal(dayBefore("2028-03-01"), "2028-02-29");
});

test("the day before is right on the days that clocks change", () => {
	assert.equal(dayBefore("2026-03-30"), "2026-03-29");
	assert.equal(dayBefore("2026-10-26"), "2026-10-25");
});

test("time left is hours, minutes and seconds", () => {
	assert.equal(formatLeft(0), "00:00:00");
	assert.equal(formatLeft(-5000), "00:00:00");
	assert.equal(formatLeft(61_000), "00:01:01");
	assert.equal(formatLeft(1), "00:00:01");
	assert.equal(formatLeft(86_399_000), "23:59:59");
	assert.equal(formatLeft(90_000_000), "25:00:00");
});

test("at zero it asks, and asks again until the new day is there",
	async (t) => {
		t.mock.timers.enable({ apis: ["Date", "setInterval"], now: 0 });
		const left = [];
		const answers = [false, true];
		let asked = 0;
		countDown(2000, {
			tick: (ms) => left.push(ms),
			arrived: async () => {
				asked++;
				return answers.shift();
			},
		});
		const second = async () => {
			t.mock.timers.tick(1000);
			await new Promise(setImmediate);
		};
		await second();
		assert.deepEqual(left, [2000, 1000]);
		assert.equal(asked, 0);
		await second();
		assert.equal(asked, 1);
		for (let i = 0; i < 9; i++)
			await second();
		assert.equal(asked, 1);
		await second();
		assert.equal(asked, 2);
		const ticks = left.length;
		await second();
		assert.equal(left.length, ticks);
	});
