// Runs once in the browser when the reader pane is there. Gradio gives `element` (the pane) and `props`.
// One listener serves every mark of the conversation, however often its HTML is replaced.

window.quothReader?.abort();
const until = new AbortController();
window.quothReader = until;

const pane = element.closest("#reader");
const narrow = window.matchMedia("(max-width: 60rem)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let opener = null; // the button that the focus goes back to
let shown = ""; // the address of the article in the pane
const blank = props.value; // what the pane shows before any article
let turns = 0; // counts openings, so that a slow reply cannot replace a later one

pane.setAttribute("role", "region");
pane.setAttribute("aria-label", "Article");
pane.tabIndex = 0;

const rendered = () => new Promise((done) => setTimeout(done));

async function load(address) {
  try {
    const reply = await fetch(new URL(address, document.baseURI));
    if (reply.headers.get("content-type")?.startsWith("text/html")) return await reply.text();
  } catch {
    // told below
  }
  return '<p class="trouble" role="alert">The article could not be loaded: the server does not answer.</p>';
}

async function open(button, { moveFocus = true } = {}) {
  const address = button.dataset.open;
  if (!address.startsWith("api/article/")) return;
  const mine = ++turns;
  opener = button;
  markActive(button);
  pane.dataset.opened = "";
  if (address !== shown || !element.querySelector(".article")) {
    const html = await load(address);
    if (mine !== turns) return;
    props.value = html;
    shown = address;
    await rendered();
    if (mine !== turns) return;
    pane.scrollTop = 0;
  }
  show(button.dataset.citation);
  if (narrow.matches && moveFocus) element.querySelector(".close")?.focus({ preventScroll: true });
}

function markActive(button) {
  for (const other of document.querySelectorAll("#talk .active")) other.classList.remove("active");
  const { citation } = button.dataset;
  for (const twin of button.closest(".turn").querySelectorAll(`[data-open][data-citation="${citation}"]`))
    twin.classList.add("active");
}

function show(citation) {
  let first = null;
  for (const mark of element.querySelectorAll("mark")) {
    const active = mark.dataset.citation === citation;
    mark.classList.toggle("active", active);
    if (active) first ??= mark;
  }
  if (!first) return;
  const tall = first.getBoundingClientRect().height > pane.clientHeight * 0.6;
  first.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: tall ? "start" : "center" });
}

function clear() {
  turns += 1;
  shown = "";
  props.value = blank;
}

function close() {
  turns += 1;
  delete pane.dataset.opened;
  opener?.focus({ preventScroll: true });
}

function clicked(event) {
  if (event.target.closest("#reader .close")) return close();
  const button =
    event.target.closest("#talk [data-open]") ??
    event.target.closest("#talk .quote")?.closest(".quote, .source").querySelector("[data-open]") ??
    event.target.closest("#talk .source")?.querySelector("button.open");
  const selecting = !event.target.closest("button") && String(window.getSelection());
  if (button && !selecting && !event.target.closest("a")) open(button);
}

function pressed(event) {
  if (event.key === "Escape" && "opened" in pane.dataset && narrow.matches) close();
}

document.addEventListener("click", clicked, { signal: until.signal });
document.addEventListener("keydown", pressed, { signal: until.signal });

// A new question moves to the top; a complete answer shows its first source where there is room for both.
// The parts of the page load in any order, so each is looked up when something changes.
let state = "";
const watching = new MutationObserver(() => {
  const now = document.querySelector("#now");
  const turn = now?.querySelector(".turn");
  const before = state;
  state = turn?.dataset.state ?? "";
  if (state === before) return;
  now.setAttribute("aria-live", "polite");
  now.setAttribute("aria-busy", String(state === "writing")); // read out once it is complete
  if (!state) {
    shown = "";
    delete pane.dataset.opened;
  }
  if (before !== "writing" && state === "writing")
    turn.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
  const first = turn?.querySelector(".mark[data-open]");
  if (before !== "writing" || state !== "done") return;
  if (first && !narrow.matches) open(first, { moveFocus: false });
  else if (!first) clear(); // an article beside a refusal would look like evidence for it
});
watching.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-state"] });
until.signal.addEventListener("abort", () => watching.disconnect());
