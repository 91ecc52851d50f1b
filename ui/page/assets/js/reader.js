// The reader pane: a mark of an answer opens its article at the quoted words; one walks from quote to quote.

import { calm, made, narrow, part, put, request, say } from "./parts.js";

let opener = null; // the button that the focus goes back to
let shown = ""; // the address of the article in the pane
let blank = ""; // what the pane shows before any article
let turns = 0; // counts openings, so that a slow reply cannot replace a later one

const pane = () => document.getElementById("reader");
const inside = (selector) => pane().querySelector(selector);

async function open(button, { moveFocus = true } = {}) {
  const address = button.dataset.open;
  if (!address.startsWith("api/article/")) return;
  const mine = ++turns;
  opener = button;
  markActive(button);
  if (narrow.matches && !("opened" in pane().dataset)) window.history.pushState({ article: true }, "");
  pane().dataset.opened = "";
  delete pane().dataset.closed;
  if (address !== shown || !inside(".article")) {
    for (const mark of pane().querySelectorAll("mark.active")) mark.classList.remove("active");
    const reply = await request(address);
    if (mine !== turns) return;
    const failed = `<p class="trouble" role="alert">${say("articleFailed")}</p>`;
    const isPage = reply.ok || reply.status === 404; // which says in words that the article has gone
    await put("reader", isPage ? reply.text : failed);
    shown = isPage ? address : "";
    if (mine !== turns) return;
    pane().scrollTop = 0;
  }
  show(button.dataset.citation);
  if (narrow.matches && moveFocus) inside(".close")?.focus({ preventScroll: true });
}

/** Open the article of a button that is no mark of an answer; the focus goes back to another. */
export async function openFor(button, back) {
  await open(button);
  opener = back;
  if (!narrow.matches) pane().focus({ preventScroll: true });
}

function markActive(button) {
  for (const other of document.querySelectorAll("#talk .active")) other.classList.remove("active");
  const { citation } = button.dataset;
  for (const twin of button.closest(".turn")?.querySelectorAll(`[data-open][data-citation="${citation}"]`) ?? [])
    twin.classList.add("active");
}

// The marks of the answer that the article was opened from, each once, in the order of their numbers.
const marks = () => {
  const found = new Map();
  for (const button of opener?.closest(".turn")?.querySelectorAll("[data-open]") ?? [])
    if (!found.has(button.dataset.citation)) found.set(button.dataset.citation, button);
  return [...found.values()];
};

function show(citation) {
  let first = null;
  for (const mark of pane().querySelectorAll("mark")) {
    const active = mark.dataset.citation === citation;
    mark.classList.toggle("active", active);
    if (active) first ??= mark;
  }
  tellPlace(citation);
  if (!first) return;
  const tall = first.getBoundingClientRect().height > pane().clientHeight * 0.6;
  first.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: tall ? "start" : "center" });
}

function tellPlace(citation) {
  const all = marks();
  const walk = inside(".walk");
  if (!walk) return;
  walk.hidden = all.length < 2;
  const at = all.findIndex((button) => button.dataset.citation === citation);
  inside(".nth").textContent = say("nth", { n: at + 1, all: all.length });
}

// To the next quote of this answer, or the one before, round and round, from article to article.
async function walk(step) {
  const all = marks();
  if (!all.length) return;
  const now = all.findIndex((button) => button.dataset.citation === opener.dataset.citation);
  await open(all[(now + step + all.length) % all.length], { moveFocus: false });
  if (!document.activeElement || document.activeElement === document.body) pane().focus({ preventScroll: true });
}

function clear() {
  turns += 1;
  shown = "";
  put("reader", blank);
}

function close({ back = true } = {}) {
  if (back && window.history.state?.article) return window.history.back(); // which closes it
  turns += 1;
  delete pane().dataset.opened;
  pane().dataset.closed = "";
  opener?.focus({ preventScroll: true });
}

function clicked(event) {
  if (event.target.closest("#reader .close")) return close();
  const step = event.target.closest("#reader [data-step]");
  if (step) return walk(Number(step.dataset.step));
  const button =
    event.target.closest("#talk [data-open], #saved [data-open]") ??
    event.target.closest("#talk .quote")?.closest(".quote, .source").querySelector("[data-open]") ??
    event.target.closest("#talk .source")?.querySelector("button[data-open]");
  const selecting = !event.target.closest("button") && String(window.getSelection());
  if (button && !selecting && !event.target.closest("a")) open(button);
}

function pressed(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches?.("input, textarea, select")) return;
  if (event.key === "Escape" && (narrow.matches ? "opened" in pane().dataset : pane().contains(event.target))) close();
  if (!inside("mark") || document.querySelector("dialog[open]")) return;
  if (event.key.toLowerCase() === "n") walk(1);
  if (event.key.toLowerCase() === "p") walk(-1);
}

// A complete answer shows its first source where there is room for both; beside one that quotes nothing the
// article that is being read stays.
function answered({ detail: turn }) {
  const first = turn?.querySelector(".mark[data-open]");
  if (first && !narrow.matches) open(first, { moveFocus: false });
}

function reshown() {
  delete pane().dataset.opened;
  clear();
  const first = document.querySelector("#past .turn:last-of-type .mark[data-open]");
  if (first && !narrow.matches) open(first, { moveFocus: false });
}

// The picture of a page is drawn from its file, which may have gone by now.
function undrawn(event) {
  const picture = event.target.closest?.(".page-picture");
  if (!picture) return;
  picture.dataset.gone = "";
  picture.removeAttribute("href");
  picture.textContent = event.target.dataset.gone;
}

export async function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("error", undrawn, true);
  document.addEventListener("keydown", pressed);
  document.addEventListener("quoth:answered", answered);
  window.addEventListener("popstate", () => narrow.matches && "opened" in pane().dataset && close({ back: false }));
  document.addEventListener("quoth:shown", reshown);
  await made("reader");
  blank = part("reader").props.value;
  pane().setAttribute("role", "region");
  pane().setAttribute("aria-label", say("article"));
  pane().tabIndex = 0;
}
