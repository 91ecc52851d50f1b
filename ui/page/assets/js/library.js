// The library panel: what is in the library, adding to it with progress, removing. It opens in a dialog.
// One listener on the dialog serves all of it, however often its parts are replaced.

import { acts as ofArticles, begin as beginArticles, edited, searched } from "./articles.js";
import { request, why } from "./parts.js";
import { dropped, picked, sent } from "./upload.js";

const POLL = 400; // milliseconds between looks at what is being added
const RETRY = 2000; // after the server did not answer
const TYPING = 200; // after the last key before a search

let dialog = null;
let opener = null; // what the focus goes back to
let watching = 0; // the timer of the next look at the job
let typing = 0; // the timer of the next search
let lost = ""; // what was said of the job when the server did not answer
let searches = 0; // counts searches, so that a slow reply cannot replace a later one

export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-opens='library']");
    if (button) open(button);
  });
}

const find = (selector) => dialog.querySelector(selector);
const texts = () => find(".library-body").dataset;
const named = (name) => find(`[data-part="${name}"]`);

async function open(button) {
  opener = button;
  dialog ??= made();
  const reply = await request(`api/library/panel?${find("[name='q']") ? searched(1) : ""}`);
  if (reply.ok) dialog.innerHTML = reply.text;
  else if (!named("trouble")) dialog.innerHTML = '<p class="trouble" data-part="trouble" role="alert"></p>';
  if (!dialog.open) dialog.showModal();
  if (!reply.ok) return trouble(why(reply));
  find("h2").focus();
  if (named("job")?.dataset.state === "running") watch();
}

function made() {
  const ground = document.querySelector(".gradio-container .contain") ?? document.body; // @media rules hold there alone
  const found = document.getElementById("library") ?? ground.appendChild(document.createElement("dialog"));
  found.id = "library";
  beginArticles({ find, refresh, done, close: () => dialog.close(), saved: () => tell(texts().saved) });
  found.setAttribute("aria-labelledby", "library-title");
  const on = (name, listener) => found.addEventListener(name, listener);
  on("click", clicked);
  on("submit", submitted);
  on("input", changed);
  on("cancel", cancelled);
  on("close", () => opener?.isConnected && opener.focus());
  on("dragover", (event) => dragged(event, true));
  on("dragleave", (event) => event.relatedTarget && found.contains(event.relatedTarget) || dragged(event, false));
  on("drop", dropping);
  return found;
}

// -- what a person does

const acts = {
  ...ofArticles,
  close: () => dialog.close(),
  stop: () => post("job/stop"),
  forget: async () => (await done(request("api/library/failures", { method: "DELETE" }))) && refresh(),
  remove: (button) => asking(button.closest("li"), true),
  "remove-no": (button) => asking(button.closest("li"), false),
  "remove-yes": (button) => removed(button.closest("li")),
  page: (button) => list(button.dataset.page, { move: true }),
};

function clicked(event) {
  if (event.target === dialog) return dialog.close(); // the ground behind it
  const button = event.target.closest("[data-act]");
  if (button) acts[button.dataset.act](button);
}

function submitted(event) {
  event.preventDefault();
  const form = event.target;
  const given = new FormData(form);
  if (form.dataset.form === "search") list(1);
  if (form.dataset.form === "edit") edited(form);
  if (form.dataset.form === "folder") begin(form, post("folder", { folder: given.get("folder") }));
  if (form.dataset.form !== "links") return;
  const links = given.get("links").split(/\s+/).filter(Boolean);
  begin(form, post("links", { links, follow: given.has("follow") }));
}

function changed(event) {
  if (event.target.matches("[data-pick]")) return upload(picked(event.target));
  if (event.target.name !== "q") return undefined;
  clearTimeout(typing);
  typing = setTimeout(() => list(1), TYPING);
  return undefined;
}

/** Escape takes back a question first, then closes the dialog. */
function cancelled(event) {
  const question = find("[data-part='sure']:not([hidden])");
  if (!question) return;
  event.preventDefault();
  asking(question.closest("li"), false);
}

function dragged(event, over) {
  if (!find("[data-form='upload']") || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  dialog.classList.toggle("over", over);
}

async function dropping(event) {
  if (!find("[data-form='upload']") || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  dialog.classList.remove("over");
  upload(await dropped(event.dataTransfer));
}

// -- adding

async function upload(files) {
  if (!files.length) return;
  const form = find("[data-form='upload']");
  const { mostFiles, mostBytes, tooMany, tooMuch } = form.dataset;
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  if (files.length > Number(mostFiles)) return trouble(tooMany.replace("{number}", files.length));
  if (size > Number(mostBytes)) return trouble(tooMuch.replace("{size}", Math.ceil(size / 1e6)));
  tell(texts().uploading);
  paint({ state: "running", done: 0, total: 0, name: "" });
  const gone = (share) => (find("progress").value = share);
  if (await begin(form, done(sent("api/library/upload", files, gone)))) return;
  paint({ state: "failed", done: 0, total: 0, name: "", line: "" });
}

const post = (path, body) => done(request(`api/library/${path}`, { method: "POST", body }));

/** Return what a request came to; one that failed has said why. */
async function done(asked) {
  trouble(""); // of what was done before; what comes meanwhile stays
  const reply = await asked;
  if (!reply.ok) trouble(why(reply));
  return reply.ok ? reply : null;
}

async function begin(form, asked) {
  const reply = await asked;
  if (!reply) return false;
  form.reset();
  find("[data-fresh='problems']").replaceChildren();
  paint(JSON.parse(reply.text));
  named("job").scrollIntoView({ block: "nearest" });
  watch();
  return true;
}

function watch() {
  clearTimeout(watching);
  watching = setTimeout(look, POLL);
}

async function look() {
  const reply = await request("api/library/job");
  if (!reply.ok) {
    lost = why(reply);
    trouble(lost);
    watching = setTimeout(look, RETRY);
    return;
  }
  const job = JSON.parse(reply.text);
  if (lost && named("trouble").textContent === lost) trouble(""); // another trouble stays to be read
  lost = "";
  paint(job);
  if (job.state === "running") return watch();
  await refresh();
  document.dispatchEvent(new CustomEvent("quoth:library"));
}

/** Show how far a job is. Its line alone is read out: a name for every file would be noise. */
function paint(job) {
  named("job").dataset.state = job.state;
  named("running").hidden = job.state !== "running";
  const bar = find("progress");
  bar.max = Math.max(job.total, 1);
  bar.value = job.done;
  named("count").textContent = job.total ? `${job.done} / ${job.total}` : "";
  named("name").textContent = job.name;
  if (job.line || job.state !== "running") tell(job.line);
  else if (job.total) tell(texts().started);
}

// -- what is shown

/** Replace what a change may have changed, and leave the forms as they are. */
async function refresh() {
  const reply = await request(`api/library/panel?${searched(1)}`);
  if (!reply.ok) return trouble(why(reply));
  const fresh = document.createElement("template");
  fresh.innerHTML = reply.text;
  const opened = [...dialog.querySelectorAll(".glance details")].map((each) => each.open);
  const open = find(".failures")?.open;
  for (const part of fresh.content.querySelectorAll("[data-fresh]"))
    find(`[data-fresh="${part.dataset.fresh}"]`)?.replaceChildren(...part.childNodes);
  if (open && find(".failures")) find(".failures").open = true;
  dialog.querySelectorAll(".glance details").forEach((each, at) => (each.open = opened[at] ?? false));
}

async function list(page, { move = false } = {}) {
  const mine = ++searches;
  const reply = await done(request(`api/library/articles?${searched(page)}`));
  if (!reply || mine !== searches) return;
  named("list").innerHTML = reply.text;
  if (!move) return;
  named("list").focus({ preventScroll: true });
  named("held").scrollIntoView({ block: "start" });
}

function asking(row, sure) {
  row.querySelector("[data-act='remove']").hidden = sure;
  row.querySelector("[data-part='sure']").hidden = !sure;
  row.querySelector(sure ? "[data-act='remove-no']" : "[data-act='remove']").focus();
}

async function removed(row) {
  const address = `api/library/articles/${encodeURIComponent(row.dataset.article)}`;
  if (!(await done(request(address, { method: "DELETE" })))) return;
  const place = [...row.parentElement.children].indexOf(row);
  await refresh();
  const rows = named("list").querySelectorAll("[data-act='remove']");
  (rows[Math.min(place, rows.length - 1)] ?? named("list")).focus(); // in the search box Escape would clear that
  tell(texts().removed);
  document.dispatchEvent(new CustomEvent("quoth:library"));
}

function tell(line) {
  if (named("line").textContent !== line) named("line").textContent = line;
}

function trouble(line) {
  const place = named("trouble");
  place.textContent = line;
  place.hidden = !line;
  if (line) place.scrollIntoView({ block: "nearest" });
}
