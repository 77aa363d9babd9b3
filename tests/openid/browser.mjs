// A browser for tests, with no scripts: cookies, links and forms, and nothing
// followed that was not asked for.  Each comes from an address of its own, as
// the players of a site do.
import { randomBytes } from "node:crypto";
import { request } from "node:http";

const newAddress = () => `127.${[...randomBytes(3)].map((b) => 1 + (b % 250)).join(".")}`;

const exchange = (url, { method = "GET", headers, body }, localAddress) =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: Object.fromEntries(headers), localAddress, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => (text += part));
      answer.on("end", () => resolve({ answer, text }));
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });

// What a server sent, headers as fetch() has them.
const headersOf = (answer) => {
  const headers = new Headers();
  for (let i = 0; i < answer.rawHeaders.length; i += 2) headers.append(answer.rawHeaders[i], answer.rawHeaders[i + 1]);
  return headers;
};

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };

const unescape = (text) =>
  text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) => ENTITIES[name]);

const attributes = (tag) =>
  Object.fromEntries(
    [...tag.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [
      name,
      unescape(value ?? ""),
    ]),
  );

// The forms of a page: where they go and what they send when nothing is typed.
const formsOf = (html, base) =>
  [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag, inside]) => {
    const { action = "", method = "get" } = attributes(tag);
    const inputs = [...inside.matchAll(/<input\b([^>]*)>/g)].map(([, input]) => attributes(input));
    const buttons = [...inside.matchAll(/<button\b([^>]*)>/g)].map(([, button]) => attributes(button));
    return {
      action: new URL(action, base).href,
      method: method.toUpperCase(),
      inputs,
      buttons,
      values: Object.fromEntries(
        inputs.filter((i) => i.name && i.type === "hidden").map((i) => [i.name, i.value ?? ""]),
      ),
      // The name of the field that a password manager would fill.
      field: (autocomplete) => inputs.find((i) => i.autocomplete === autocomplete)?.name,
    };
  });

export class Browser {
  cookies = new Map();
  address = newAddress();

  constructor(origin) {
    this.origin = origin;
  }

  async #send(url, options) {
    const headers = new Headers(options.headers);
    if (this.cookies.size > 0)
      headers.set("cookie", [...this.cookies].map(([n, v]) => `${n}=${v}`).join("; "));
    if (options.body) headers.set("content-length", Buffer.byteLength(options.body));
    const { answer, text: html } = await exchange(url, { ...options, headers }, this.address);
    const received = headersOf(answer);
    for (const line of received.getSetCookie()) this.#keep(line);
    const location = received.get("location");
    return {
      url: String(url),
      status: answer.statusCode,
      headers: received,
      location: location === null ? null : new URL(location, url).href,
      html,
      forms: formsOf(html, url),
    };
  }

  #keep(line) {
    const [pair, ...rest] = line.split(";");
    const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    const gone = rest.some((part) => /^\s*max-age=0$/i.test(part));
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  get(target) {
    return this.#send(new URL(target, this.origin), { headers: { "sec-fetch-site": "same-origin" } });
  }

  // Send a form of `page` with what was typed; `button` is the one pressed.
  submit(page, typed, { form = page.forms[0], button, origin = this.origin } = {}) {
    const pressed = form.buttons.find((b) => b.name && (!button || b.value === button));
    const values = { ...form.values, ...typed };
    if (pressed) values[pressed.name] = pressed.value ?? "";
    return this.#send(form.action, {
      method: form.method,
      headers: { origin, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(values).toString(),
    });
  }

  // Follow redirects as long as they stay on our site; what leaves it, or the
  // first page, comes back.
  async follow(page) {
    for (let hops = 0; page.location !== null && hops < 10; hops++) {
      if (new URL(page.location).origin !== this.origin) break;
      if (this.stop?.(page.location)) break;
      page = await this.get(page.location);
    }
    return page;
  }
}
