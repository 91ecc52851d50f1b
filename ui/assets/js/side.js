// The list of conversations: found, opened, renamed, deleted.

import { closeMenus, made, narrow, part, request, say, tell, why } from "./parts.js";
import { current, open } from "./talk.js";

let searched = 0; // counts searches, so that a slow reply cannot replace a later one

const list = () => part("side")?.element.querySelector(".list");

async function load() {
  const mine = ++searched;
  const words = part("side").element.querySelector(".find").value.trim();
  const reply = await request(`api/conversations?q=${encodeURIComponent(words)}`);
  if (mine !== searched) return;
  if (reply.ok) list().innerHTML = reply.text;
  else tell(why(reply));
  mark();
}

function mark() {
  for (const item of list()?.querySelectorAll("li[data-conversation]") ?? []) {
    const here = item.dataset.conversation === current();
    item.querySelector("a").toggleAttribute("aria-current", here);
  }
}

const shelf = () => document.getElementById("side");

function toggle(open) {
  const shown = shelf().toggleAttribute("data-opened", open);
  document.getElementById("side-button")?.setAttribute("aria-expanded", String(shown));
  if (shown) shelf().querySelector(narrow.matches ? "button" : ".find")?.focus();
  return shown;
}

function leave({ focus = false } = {}) {
  if (!narrow.matches || !shelf()?.hasAttribute("data-opened")) return;
  toggle(false);
  if (focus) document.getElementById("side-button")?.focus();
}

function rename(item) {
  closeMenus();
  const name = item.querySelector(".name");
  const box = document.createElement("input");
  box.value = name.textContent;
  box.className = "rename";
  box.setAttribute("aria-label", name.textContent);
  item.querySelector("a").hidden = true;
  item.prepend(box);
  box.select();
  let over = false;
  const finish = async (keep) => {
    if (over) return;
    over = true;
    if (keep && box.value.trim() && box.value !== name.textContent) {
      const body = { title: box.value };
      const reply = await request(`api/conversations/${item.dataset.conversation}`, { method: "PATCH", body });
      if (!reply.ok) tell(why(reply));
    }
    await load();
    document.querySelector(`#side li[data-conversation="${item.dataset.conversation}"] a`)?.focus();
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") finish(true);
    if (event.key === "Escape") finish(false);
  });
  box.addEventListener("blur", () => finish(true));
}

async function remove(item, button) {
  if (!button.dataset.sure) {
    button.dataset.sure = "1";
    button.textContent = say("deleteSure");
    return;
  }
  const { conversation } = item.dataset;
  const reply = await request(`api/conversations/${conversation}`, { method: "DELETE" });
  if (!reply.ok) tell(why(reply));
  if (conversation === current()) await open("");
  await load();
}

function clicked(event) {
  if (event.target.closest('[data-does="side"]')) return toggle();
  if (event.target.closest('[data-does="new"]')) return leave();
  const item = event.target.closest("#side li");
  const button = event.target.closest("[data-does]");
  if (!item || !button) return;
  const does = {
    open: () => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      leave();
      open(item.dataset.conversation);
    },
    rename: () => rename(item),
    delete: () => remove(item, button),
  };
  does[button.dataset.does]?.();
}

let waiting = 0;
function typed(event) {
  if (!event.target.matches("#side .find")) return;
  clearTimeout(waiting);
  waiting = setTimeout(load, 150);
}

export async function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("input", typed);
  document.addEventListener("keydown", (event) => event.key === "Escape" && leave({ focus: true }));
  document.addEventListener("quoth:answered", load);
  document.addEventListener("quoth:shown", mark);
  await made("side");
  await load();
}
