// The conversation that is shown: opened by the page's address, asked in, left.

import { changed } from "./windows.js";
import { calm, made, put, request, say, tell, texts, why } from "./parts.js";

let asTyped = false; // whether the next question is searched in its own words only
let takenAs = ""; // what the next text is taken for: "claim", "question", "" for what it reads as
let filterOf = () => ({});
let filterProblem = () => "";
let sent = ""; // the question that is on its way, until its turn is shown
let wished = {}; // how it is asked: in its own words only, as a claim or as a question
let going = 0; // events that Gradio has begun and not ended
let begun = 0; // all that it has begun

/** The conversation that is shown, "" for a new one. */
export const current = () => new URLSearchParams(window.location.search).get("c") ?? "";

const shownNow = () => document.querySelector("#talk .turn")?.dataset.conversation ?? "";
const writing = () => document.querySelector('#now .turn[data-state="writing"]');

/** Where the question is typed; undefined before Gradio has made it. */
export const box = () => document.querySelector("#box textarea") ?? undefined;

/** Let another script say what questions are asked of, and in a line why none can be. */
export function useFilter(read, problem) {
  filterOf = read;
  filterProblem = problem;
}

// Gradio calls these; see the events in page.py. A question leaves the box as it is sent, and what is typed
// from then on stays there. One that the server did not take comes back, unless another is being typed.
function send(question) {
  going += 1;
  begun += 1;
  if (sent) return ["", "{}"]; // pressed twice
  sent = question.trim() ? question : "";
  if (sent) document.dispatchEvent(new CustomEvent("quoth:asked"));
  if (sent && box().value.startsWith(sent)) write(box().value.slice(sent.length));
  showSent();
  return [question, where()];
}

function over() {
  going = Math.max(going - 1, 0);
  if (going || !sent) return;
  const question = sent;
  if (!box().value) write(question);
  sent = "";
  showSent();
  document.dispatchEvent(new CustomEvent("quoth:refused", { detail: { question, ...wished } }));
}

// The question that is on its way stands below the others until its turn takes its place.
function showSent() {
  document.getElementById("sent")?.remove();
  if (!sent) return;
  const place = document.createElement("div");
  place.id = "sent";
  const question = place.appendChild(document.createElement("h2"));
  question.className = "question folded";
  question.dir = "auto";
  question.textContent = sent;
  document.getElementById("talk").append(place);
  place.scrollIntoView({ block: "start" });
}

/** Put a text into the box, as if it had been typed. */
export function write(text) {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box(), text);
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

// Why a question cannot be asked just now, or not as long as it is.
function hindrance(question) {
  const n = [...question.trim()].length; // the server counts code points
  if (n > Number(texts.most)) return say("tooLong", { n: n.toLocaleString("en"), most: Number(texts.most).toLocaleString("en") });
  return sent || writing() ? say("wait") : filterProblem();
}

// What cannot be asked yet stays in the box.
function asks(event) {
  const isKey = event.type === "keypress" && event.key === "Enter" && !event.shiftKey;
  if (!event.target.closest?.(isKey ? "#box textarea" : "#box .submit-button")) return;
  const line = hindrance(box().value);
  if (!line) {
    if (event.isTrusted && box().value.trim()) press(box().value, { typed: asTyped, as: takenAs, pressed: true });
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (box().value.trim()) tell(line);
}

function where() {
  const wish = { rewrite: !asTyped, as: takenAs };
  wished = { typed: asTyped, as: takenAs };
  asTyped = false;
  takenAs = "";
  return JSON.stringify({ conversation: current(), ...wish, ...filterOf() });
}

function address(conversation) {
  const url = new URL(window.location);
  if (conversation) url.searchParams.set("c", conversation);
  else url.searchParams.delete("c");
  return url;
}

/** Show a conversation, or a new one, in place of the one that is shown. */
export async function open(conversation, { keep = true } = {}) {
  if (writing()) {
    window.location.href = address(conversation); // which stops the answer
    return;
  }
  if (keep && conversation !== current()) window.history.pushState(null, "", address(conversation));
  await show(conversation);
  box()?.focus();
}

async function show(conversation) {
  let html = "";
  if (conversation) {
    const reply = await request(`api/conversations/${encodeURIComponent(conversation)}`);
    if (conversation !== current()) return;
    if (!reply.ok) {
      tell(why(reply));
      if (reply.status === 404) window.history.replaceState(null, "", address(""));
    }
    html = reply.ok ? reply.text : "";
  }
  for (const name of ["now", "refused"]) await put(name, "");
  await put("past", html);
  document.querySelector("#past .turn:last-of-type")?.scrollIntoView({ block: "start" });
  document.dispatchEvent(new CustomEvent("quoth:shown"));
  watch(conversation);
}

// An answer that is written elsewhere, or was when this page was left, is looked for until it is over.
async function watch(conversation) {
  const unfinished = () => document.querySelector('#past .turn:last-of-type[data-state="writing"]');
  while (conversation && conversation === current() && unfinished()) {
    await new Promise((done) => setTimeout(done, 1000));
    const reply = await request(`api/conversations/${encodeURIComponent(conversation)}`);
    if (reply.ok && conversation === current() && unfinished()) await put("past", reply.text);
  }
}

/** Ask a question as if it had been typed; in its own words only, and as a claim or as a question, if so wished. */
export function ask(question, { typed = false, as = "" } = {}) {
  const line = box() ? hindrance(question) : say("wait");
  if (line) return tell(line);
  write(question);
  press(question, { typed, as });
}

// Gradio hears of nothing while it makes the page, and empties the box: press until the question is on its way.
async function press(question, { typed, as, pressed = false }) {
  const before = begun;
  for (let tries = 0; tries < 20; tries += 1) {
    await new Promise((done) => setTimeout(done, tries || pressed ? 500 : 0));
    if (box() && !box().value && begun === before) write(question);
    if (begun !== before || box()?.value !== question) return;
    asTyped = typed;
    takenAs = as;
    document.querySelector("#box .submit-button")?.click();
  }
}

// Why the server refused a question stands below the answers.
let line = "";
function refused() {
  const why = document.querySelector("#refused .trouble");
  if (why && why.textContent !== line) why.scrollIntoView({ block: "nearest" });
  line = why?.textContent ?? "";
}

// A new question moves to the top; the address and the list follow the conversation that it began.
let last = { name: "", state: "" };
function followed() {
  refused();
  const now = document.querySelector("#now");
  const turn = now?.querySelector(".turn");
  const before = last;
  const { conversation = "", exchange = "", state = "" } = turn?.dataset ?? {};
  last = { name: `${conversation} ${exchange}`, state };
  const began = turn && last.name !== before.name;
  if (!began && state === before.state) return;
  now.setAttribute("aria-live", "polite");
  now.setAttribute("aria-busy", String(state === "writing")); // read out once it is complete
  if (began) {
    sent = "";
    showSent();
    if (conversation !== current()) window.history.replaceState(null, "", address(conversation));
    changed(conversation);
    turn.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
  }
  const ended = began ? state === "done" : before.state === "writing";
  if (!ended) return;
  document.dispatchEvent(new CustomEvent("quoth:answered", { detail: turn }));
  changed(conversation);
}

// Another window has asked something, or was told an answer.
async function elsewhere({ detail: conversation }) {
  if (conversation && conversation === current() && !sent && !writing()) await show(conversation);
}

export async function start() {
  window.quoth = { send, over, where };
  for (const type of ["keypress", "click"]) document.addEventListener(type, asks, { capture: true });
  new MutationObserver(followed).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-state"],
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest('[data-does="new"]')) open("");
    const starter = event.target.closest('[data-does="starter"]');
    if (starter) ask(starter.textContent);
  });
  window.addEventListener("pagehide", () => {
    const turn = writing(); // the server itself hears of it with the model's next words only
    if (turn) navigator.sendBeacon(new URL(`api/conversations/${turn.dataset.conversation}/stop`, document.baseURI));
  });
  window.addEventListener("popstate", () => current() !== shownNow() && open(current(), { keep: false }));
  document.addEventListener("quoth:lost", () => {
    going = 0; // what the server had begun does not come any more
    over();
  });
  await made("past", "now", "refused");
  document.addEventListener("quoth:elsewhere", elsewhere);
  if (current()) await show(current());
}
