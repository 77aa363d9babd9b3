// A browser for tests, with no scripts: cookies, links and forms, and nothing
// followed that was not asked for.

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

  constructor(origin) {
    this.origin = origin;
  }

  async #send(url, options) {
    const headers = new Headers(options.headers);
    if (this.cookies.size > 0)
      headers.set("cookie", [...this.cookies].map(([n, v]) => `${n}=${v}`).join("; "));
    const response = await fetch(url, { ...options, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const html = await response.text();
    const location = response.headers.get("location");
    return {
      url: String(url),
      status: response.status,
      headers: response.headers,
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
