// Players, as browsers see the site.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

import { Browser } from "../openid/browser.mjs";
import { SITE } from "./containers.mjs";

const PASSWORD = "correct horse battery staple";

const ANSWERS = readFileSync(new URL("../../data/en/answers.txt", import.meta.url), "utf8")
  .split("\n").filter((line) => /^[a-z]+$/.test(line));

// What a guess would have shown: correct, present, absent.
const patternOf = (guess, answer) => {
  const left = [...answer].filter((letter, i) => letter !== guess[i]);
  return [...guess].map((letter, i) => {
    if (answer[i] === letter) return "c";
    const at = left.indexOf(letter);
    if (at < 0) return "a";
    left.splice(at, 1);
    return "p";
  }).join("");
};

const send = (browser, method, path, body) =>
  fetch(SITE + path, {
    method,
    headers: {
      origin: SITE,
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      ...(body && { "content-type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  });

export const today = async (browser) => JSON.parse((await browser.get("/api/game/puzzles/en/today")).html);

export const guess = (browser, { date }, turn, word) =>
  send(browser, "PUT", `/api/game/puzzles/en/${date}/game/guesses/${turn}`, { guess: word });

export const wordsFor = ({ length, initial }) =>
  ANSWERS.filter((word) => word.length === length && word[0] === initial.toLowerCase());

// Play today's word to its end, as somebody would who knows every answer.
export const playToTheEnd = async (browser) => {
  const puzzle = await today(browser);
  let words = wordsFor(puzzle), game = { outcome: "playing" };
  for (let turn = 1; game.outcome === "playing"; turn++) {
    const word = words[0];
    const answer = await guess(browser, puzzle, turn, word);
    assert.equal(answer.status, 201, `turn ${turn}, ${word}`);
    game = await answer.json();
    const { pattern } = game.turns.at(-1);
    words = words.filter((other) => patternOf(word, other) === pattern && other !== word);
  }
  return { puzzle, game };
};

export const newPlayer = async () => {
  const browser = new Browser(SITE);
  const page = await browser.get("/auth/register");
  const form = page.forms.find((f) => f.field("new-password"));
  const name = `Joueur ${[...randomBytes(10)].map((b) => String.fromCharCode(97 + (b % 20))).join("")}`;
  await browser.submit(page, { [form.field("username")]: name, [form.field("new-password")]: PASSWORD }, { form });
  await browser.follow(await browser.get("/api/session/login?return=/"));
  const session = JSON.parse((await browser.get("/api/session")).html);
  assert.equal(session.name ?? session.player?.name, name, JSON.stringify(session));
  return Object.assign(browser, { name });
};

// What players do, over and over until stop(): each request that was not
// answered well, as "METHOD path status".
export class Crowd {
  #over = false;
  failed = [];
  answered = { auth: 0, game: 0, score: 0 };

  static ASKS = {
    auth: ["/auth/.well-known/openid-configuration", "/auth/login"],
    score: ["/api/score/boards/day?language=en", "/api/score/boards/all?language=fr"],
    game: ["/", "/api/game/puzzles/fr/today"],
  };

  constructor() {
    this.#loops = [this.#play(), this.#play(), ...Object.keys(Crowd.ASKS).map((service) => this.#ask(service))];
  }

  #loops;

  async #count(service, name, request) {
    const answer = await request.catch((error) => ({ status: error.cause?.code ?? error.message }));
    const body = await answer.text?.();
    if (answer.status >= 200 && answer.status < 300) this.answered[service]++;
    else this.failed.push(`${service}: ${name} ${answer.status}`);
    return body;
  }

  async #ask(service) {
    while (!this.#over)
      for (const path of Crowd.ASKS[service])
        await this.#count(service, `GET ${path}`, fetch(SITE + path));
  }

  async #play() {
    while (!this.#over) {
      const browser = new Browser(SITE);
      const puzzle = await today(browser).catch(() => null);
      if (puzzle?.date === undefined) continue;
      const words = wordsFor(puzzle);
      for (const [i, word] of words.slice(0, 3).entries()) {
        const game = await this.#count("game", `PUT guess ${i + 1}`, guess(browser, puzzle, i + 1, word));
        if (game?.includes('"won"')) break;
      }
    }
  }

  // So much is answered from now on, of each service: what was done is felt.
  async feels(count = 20, services = Object.keys(Crowd.ASKS)) {
    const goals = services.map((service) => [service, this.answered[service] + count]);
    const end = Date.now() + 60000;
    while (goals.some(([service, goal]) => this.answered[service] < goal)) {
      assert.ok(Date.now() < end, `too few answers: ${JSON.stringify(this.answered)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop() {
    this.#over = true;
    await Promise.all(this.#loops);
    return this.failed;
  }
}

// What a crowd that plays meanwhile could not do.
export const during = async (act) => {
  const crowd = new Crowd();
  try {
    await crowd.feels();
    await act(crowd);
    await crowd.feels();
  } finally {
    await crowd.stop();
  }
  return crowd.failed;
};
