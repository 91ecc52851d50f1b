// The days and outlets that questions are asked of; they stay as chosen until the window is closed.

import { library, made, part, request, say, why } from "./parts.js";
import { useFilter } from "./talk.js";

const KEPT = `quoth filter ${library()}`;
let counted = 0; // counts counts, so that a slow reply cannot replace a later one

const form = () => part("filters")?.element.querySelector("form");

function chosen() {
  const data = form() ? new FormData(form()) : new FormData();
  const [sources, names, tags] = ["source", "name", "tag"].map((kind) => data.getAll(kind));
  return { since: data.get("since") ?? "", until: data.get("until") ?? "", sources, names, tags };
}

const crossed = () => {
  const { since, until } = chosen();
  return since && until && since > until ? say("crossed") : "";
};

/** What is left out in silence by the days and outlets that were chosen: articles that say neither. */
const leftOut = ({ undated = 0, unnamed = 0 }) =>
  [undated && say("undated", { n: undated }), unnamed && say("unnamed", { n: unnamed })].filter(Boolean).join("; ");

const isEmpty = ({ since, until, sources, names, tags }) =>
  !since && !until && !sources.length && !names.length && !tags.length;

async function count() {
  const mine = ++counted;
  const wanted = chosen();
  sessionStorage.setItem(KEPT, JSON.stringify(wanted));
  if (crossed()) return tellCount(crossed(), { problem: crossed() });
  const { since, until, sources, names, tags } = wanted;
  const asked = new URLSearchParams([
    ["since", since],
    ["until", until],
    ...sources.map((name) => ["source", name]),
    ...names.map((name) => ["name", name]),
    ...tags.map((name) => ["tag", name]),
  ]);
  const reply = await request(`api/library/count?${asked}`);
  if (mine !== counted) return;
  const found = reply.ok ? JSON.parse(reply.text) : {};
  const all = isEmpty(wanted);
  const some = [say("someArticles", { n: found.articles, all: found.of }), leftOut(found)].filter(Boolean).join("; ");
  const problem = reply.ok ? (found.articles || all ? "" : say("noneLeft")) : why(reply);
  tellCount(reply.ok && !all ? some : say("allArticles"), { problem });
  for (const label of form().querySelectorAll('fieldset label:has([name="source"])')) {
    const number = found.outlets?.[label.querySelector("input").value];
    if (!Number.isInteger(number)) continue;
    label.querySelector(".number").textContent = number.toLocaleString("en");
    label.toggleAttribute("data-none", !number);
  }
}

function tellCount(line, { problem }) {
  const filter = part("filters").element.querySelector(".filter");
  filter.querySelector(".chosen").textContent = line;
  filter.toggleAttribute("data-active", !isEmpty(chosen()));
  filter.toggleAttribute("data-crossed", Boolean(crossed()));
  for (const name of ["since", "until"]) form().elements[name].setAttribute("aria-invalid", String(Boolean(crossed())));
  form().querySelector(".left").textContent = problem;
}

// It is closed by what is done elsewhere, by a question that is asked, and by Enter within it.
function shut({ focus = false } = {}) {
  const open = part("filters")?.element.querySelector("details[open]");
  if (!open) return;
  open.open = false;
  if (focus) open.querySelector("summary").focus();
}

function left(event) {
  const open = part("filters")?.element.querySelector("details[open]");
  if (open && !open.contains(event.target)) shut();
}

async function load() {
  const kept = form().querySelector("fieldset");
  const reply = await request("api/library/sources");
  const touched = !isEmpty(chosen()); // while this was on its way
  const before = touched ? chosen() : JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  if (reply.ok) kept.innerHTML = reply.text;
  if (before.names?.length) kept.append(Object.assign(document.createElement("p"), { className: "of-tags", textContent: say("named") }));
  for (const name of before.names ?? []) kept.append(namedBox(name));
  kept.hidden = !kept.children.length;
  form().elements.since.value = before.since ?? "";
  form().elements.until.value = before.until ?? "";
  for (const kind of ["source", "tag", "name"])
    for (const box of form().querySelectorAll(`[name="${kind}"]`)) box.checked = before[`${kind}s`]?.includes(box.value) ?? false;
  await count();
}

// Whom articles name is chosen in the library: here it can be taken out.
function namedBox(name) {
  const label = document.createElement("label");
  const box = label.appendChild(document.createElement("input"));
  Object.assign(box, { type: "checkbox", name: "name", value: name });
  label.append(" ", Object.assign(document.createElement("bdi"), { textContent: name }));
  return label;
}

export async function start() {
  useFilter(chosen, crossed);
  const ours = (event) => event.target.closest?.("#filters form");
  document.addEventListener("change", (event) => ours(event) && count());
  document.addEventListener("reset", (event) => ours(event) && setTimeout(count));
  document.addEventListener("submit", (event) => ours(event) && event.preventDefault());
  for (const name of ["click", "focusin"]) document.addEventListener(name, left, { capture: true });
  document.addEventListener("quoth:asked", () => shut());
  document.addEventListener("keydown", (event) => {
    const isEnter = event.key === "Enter" && ours(event) && event.target.matches("input");
    if (isEnter) event.preventDefault(); // or it would open it again, which has the focus by then
    if (isEnter || event.key === "Escape") shut({ focus: true });
  });
  document.addEventListener("quoth:library", load);
  document.addEventListener("quoth:only", ({ detail }) => {
    form().elements.since.value = form().elements.until.value = ""; // a reset would be counted as one's own
    for (const box of form().querySelectorAll("[type='checkbox']")) box.checked = false;
    sessionStorage.setItem(KEPT, JSON.stringify(detail));
    load();
  });
  await made("filters");
  await load();
}
