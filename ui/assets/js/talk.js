// The conversation that is shown: opened by the page's address, asked in, left.

import { calm, made, put, request, say, tell, why } from "./parts.js";

let asTyped = false; // whether the next question is searched in its own words only
let filterOf = () => ({});

/** The conversation that is shown, "" for a new one. */
export const current = () => new URLSearchParams(window.location.search).get("c") ?? "";

const shownNow = () => document.querySelector("#talk .turn")?.dataset.conversation ?? "";
const writing = () => document.querySelector('#now .turn[data-state="writing"]');

/** Let another script say what questions are asked of. */
export function useFilter(read) {
  filterOf = read;
}

// What Gradio sends with a question; see the event in page.py.
function where() {
  const rewrite = !asTyped;
  asTyped = false;
  return JSON.stringify({ conversation: current(), rewrite, ...filterOf() });
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
  document.querySelector("#box textarea")?.focus();
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
  await put("now", "");
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

/** Ask a question as if it had been typed; in its own words only, if so wished. */
export function ask(question, { typed = false } = {}) {
  const button = document.querySelector("#box .submit-button");
  if (!button) return tell(say("wait"));
  const box = document.querySelector("#box textarea");
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, question);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => {
    asTyped = typed;
    document.querySelector("#box .submit-button")?.click();
  });
}

// A new question moves to the top; the address and the list follow the conversation that it began.
let state = "";
function changed() {
  const now = document.querySelector("#now");
  const turn = now?.querySelector(".turn");
  const before = state;
  state = turn?.dataset.state ?? "";
  if (state === before) return;
  now.setAttribute("aria-live", "polite");
  now.setAttribute("aria-busy", String(state === "writing")); // read out once it is complete
  if (before !== "writing" && state === "writing") {
    const { conversation } = turn.dataset;
    if (conversation !== current()) window.history.replaceState(null, "", address(conversation));
    turn.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
  }
  if (before === "writing") document.dispatchEvent(new CustomEvent("quoth:answered", { detail: turn }));
}

export async function start() {
  window.quoth = { where };
  new MutationObserver(changed).observe(document.body, {
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
  await made("past", "now");
  if (current()) await show(current());
}
