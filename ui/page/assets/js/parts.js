// The parts of the page, which Gradio makes in any order, the page's texts, and requests to our own server.

export const texts = JSON.parse(document.querySelector('meta[name="quoth-texts"]')?.content ?? "{}");
export const narrow = window.matchMedia("(max-width: 60rem)");
export const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

/** Return the path of this library's page; a server may have several. */
export const library = () => new URL(".", document.baseURI).pathname;

/** Return a part's element and its props; undefined before Gradio has made it. */
export const part = (name) => window.quothParts?.[name];

/** Resolve once all these parts are there. */
export async function made(...names) {
  while (!names.every(part)) await new Promise((done) => setTimeout(done, 20));
}

/** Replace the HTML of a part; it is in the page when the promise resolves. */
export async function put(name, html) {
  part(name).props.value = html;
  await new Promise((done) => setTimeout(done));
}

/** Fill in a text: say("nth", { n: 1, all: 3 }). */
export const say = (name, values = {}) => (texts[name] ?? name).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

/** Ask our server; resolves to { ok, status, text }, also when it does not answer. */
export async function request(address, { method = "GET", body } = {}) {
  const headers = body === undefined ? {} : { "Content-Type": "application/json" };
  try {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const reply = await fetch(new URL(address, document.baseURI), { method, headers, body: sent });
    return { ok: reply.ok, status: reply.status, text: await reply.text() };
  } catch {
    return { ok: false, status: 0, text: "" };
  }
}

/** Return the line that says why a request failed. */
export function why(reply) {
  try {
    return JSON.parse(reply.text).error ?? say("noServer");
  } catch {
    return say("noServer");
  }
}

/** Say a line for a moment, or until the next, to those who see and those who listen. */
export function tell(line, { stays = false } = {}) {
  let place = document.getElementById("said");
  if (!place) {
    place = document.body.appendChild(document.createElement("div"));
    place.id = "said";
    place.setAttribute("role", "status");
  }
  place.textContent = line;
  clearTimeout(place.timer);
  if (!stays) place.timer = setTimeout(() => (place.textContent = ""), 4000);
}

/** Close the menus that are open, but for one. */
export function closeMenus(but) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== but) menu.open = false;
}
