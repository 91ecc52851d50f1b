// The articles of the library panel: charts and names that filter them, reading, correcting and tagging.
// What is chosen here is not what questions are asked of, until one says so.

import { request } from "./parts.js";
import { openFor } from "./reader.js";

let only = new URLSearchParams(); // since, until, and any number of source, name and tag
let panel = null; // the parts of the library panel that are used here

export const begin = (parts) => (panel = parts);

/** What the list is looked up with: the filter, the words that are searched, and which page. */
export function searched(page) {
  const wanted = new URLSearchParams(only);
  wanted.set("q", panel.find("[name='q']")?.value ?? "");
  wanted.set("page", page);
  return wanted;
}

export const acts = {
  only: (button) => narrow(button.dataset),
  everything: () => shown(new URLSearchParams()),
  ask: () => {
    const [sources, names, tags] = ["source", "name", "tag"].map((kind) => only.getAll(kind));
    const detail = { since: only.get("since") ?? "", until: only.get("until") ?? "", sources, names, tags };
    document.dispatchEvent(new CustomEvent("quoth:only", { detail }));
    panel.close();
  },
  read: (button) => {
    panel.close();
    openFor(button, document.querySelector("[data-opens='library']"));
  },
  edit: (button) => edit(button.closest("li")),
  "edit-no": (button) => folded(button.closest("li")),
  undo: (button) => save(button.closest("li"), { undo: true }),
};

/** Take a month, an outlet, a name or a tag into the filter, or out of it. */
function narrow({ since, until, source, name, tag }) {
  const wanted = new URLSearchParams(only);
  if (since !== undefined) {
    const again = since === "" || (since === only.get("since") && until === only.get("until"));
    for (const [key, day] of Object.entries({ since, until })) again ? wanted.delete(key) : wanted.set(key, day);
  }
  for (const [key, value] of Object.entries({ source, name, tag })) {
    if (value === undefined) continue;
    const had = wanted.getAll(key);
    wanted.delete(key);
    for (const one of had) if (one !== value) wanted.append(key, one);
    if (!had.includes(value)) wanted.append(key, value);
  }
  return shown(wanted);
}

async function shown(wanted) {
  only = wanted;
  await panel.refresh();
  const first = panel.find("[data-part='chosen'] button") ?? panel.find("[name='q']");
  first.focus({ preventScroll: true });
}

const place = (row) => row.querySelector("[data-part='editing']");

async function edit(row) {
  if (!place(row).hidden) return folded(row);
  const reply = await panel.done(request(`api/library/edit/${encodeURIComponent(row.dataset.article)}`));
  if (!reply) return undefined;
  place(row).innerHTML = reply.text;
  place(row).hidden = false;
  place(row).querySelector("input").focus();
  return undefined;
}

function folded(row) {
  place(row).replaceChildren();
  place(row).hidden = true;
  row.querySelector("[data-act='edit']").focus();
}

/** Save what stands in the form of an article. */
export function edited(form) {
  const given = Object.fromEntries(new FormData(form));
  save(form.closest("li"), { ...given, tags: given.tags.split(",") });
}

async function save(row, body) {
  const { article } = row.dataset;
  const address = `api/library/articles/${encodeURIComponent(article)}`;
  if (!(await panel.done(request(address, { method: "PATCH", body })))) return;
  await panel.refresh();
  panel.find(`li[data-article="${CSS.escape(article)}"] [data-act='edit']`)?.focus();
  panel.saved();
  document.dispatchEvent(new CustomEvent("quoth:library"));
}
