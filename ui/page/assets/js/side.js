// The list of conversations: found, opened, renamed, deleted.

import { closeMenus, made, narrow, part, request, say, tell, why } from "./parts.js";
import { current, open } from "./talk.js";
import { changed } from "./windows.js";

const PAGE = 100; // conversations listed at first, and by each click on "older"
let most = PAGE;
let searched = 0; // counts searches, so that a slow reply cannot replace a later one

const list = () => part("side")?.element.querySelector(".list");

const entry = (conversation) => list().querySelector(`li[data-conversation="${conversation}"] a`);

// Gently: a menu that is open, or a name that is being typed, is not taken away, and nothing is said.
async function load({ gently = false } = {}) {
  const mine = ++searched;
  const words = part("side").element.querySelector(".find").value.trim();
  const reply = await request(`api/conversations?${new URLSearchParams({ q: words, most })}`);
  if (mine !== searched || (gently && list().querySelector("details[open], .rename"))) return;
  const focused = list().contains(document.activeElement) && document.activeElement.closest("li")?.dataset.conversation;
  if (reply.ok) list().innerHTML = reply.text;
  else if (!gently) tell(why(reply));
  if (focused) entry(focused)?.focus();
  for (const time of list().querySelectorAll("time")) time.textContent = when(new Date(time.dateTime));
  mark();
}

/** Return "today 14:05", "yesterday 14:05", "Tuesday 14:05" within a week, "28 November 2025, 14:05" before. */
export function when(then, now = new Date()) {
  const clock = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const [day, today] = [then, now].map((time) => new Date(time).setHours(12, 0, 0, 0));
  const days = Math.round((today - day) / 86_400_000);
  if (days === 0 || days === 1) return say(days ? "yesterday" : "today", { clock });
  if (days > 1 && days < 7) return `${then.toLocaleDateString("en-GB", { weekday: "long" })} ${clock}`;
  return `${then.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}, ${clock}`;
}

async function more() {
  const before = list().querySelectorAll("li").length;
  most += PAGE;
  await load();
  list().querySelectorAll("li > a")[before]?.focus();
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
      changed(item.dataset.conversation);
    }
    await load();
    entry(item.dataset.conversation)?.focus();
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") finish(true);
    if (event.key === "Escape") finish(false);
  });
  box.addEventListener("blur", () => finish(true));
}

function asking(item, sure) {
  item.querySelector(".menu-list").hidden = sure;
  item.querySelector(".sure").hidden = !sure;
  item.querySelector(sure ? '[data-does="delete-no"]' : '[data-does="delete"]').focus();
}

async function remove(item) {
  const { conversation } = item.dataset;
  const reply = await request(`api/conversations/${conversation}`, { method: "DELETE" });
  if (!reply.ok) tell(why(reply));
  changed(conversation);
  if (conversation === current()) await open("");
  await load();
  part("side").element.querySelector(".find").focus();
}

function clicked(event) {
  if (event.target.closest('[data-does="side"]')) return toggle();
  if (event.target.closest('[data-does="new"]')) return leave();
  if (event.target.closest('#side [data-does="more"]')) return more();
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
    delete: () => asking(item, true),
    "delete-no": () => asking(item, false),
    "delete-yes": () => remove(item),
  };
  does[button.dataset.does]?.();
}

// A menu opens upwards where there is more room; one that is closed asks nothing any more.
function toggled({ target: menu }) {
  if (!menu.matches?.("#side details.menu")) return;
  const { top, bottom } = menu.getBoundingClientRect();
  menu.toggleAttribute("data-up", menu.open && bottom + menu.querySelector(".menu-list").offsetHeight > window.innerHeight && top > window.innerHeight / 2);
  if (!menu.open && menu.querySelector(".sure:not([hidden])")) asking(menu.closest("li"), false);
}

let waiting = 0;
function typed(event) {
  if (!event.target.matches("#side .find")) return;
  clearTimeout(waiting);
  most = PAGE;
  waiting = setTimeout(load, 150);
}

export async function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("input", typed);
  document.addEventListener("keydown", (event) => event.key === "Escape" && leave({ focus: true }));
  document.addEventListener("toggle", toggled, true);
  document.addEventListener("quoth:answered", load);
  document.addEventListener("quoth:shown", mark);
  await made("side");
  document.addEventListener("quoth:elsewhere", () => load({ gently: true }));
  await load();
}
