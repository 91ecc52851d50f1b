// Saved questions: an answer's question is kept, the header says how many reports are new, a dialog lists them.

import { request, say, tell, why } from "./parts.js";
import { ask } from "./talk.js";

const POLL = 30000; // milliseconds between two looks at whether something is new

let dialog = null;

const follow = () => document.dispatchEvent(new CustomEvent("quoth:saved"));

function made() {
  const ground = document.querySelector(".gradio-container .contain") ?? document.body;
  const found = ground.appendChild(document.createElement("dialog"));
  found.id = "saved";
  found.setAttribute("aria-labelledby", "saved-title");
  found.addEventListener("click", clicked);
  found.addEventListener("close", follow);
  return found;
}

async function open() {
  const reply = await request("api/saved");
  if (!reply.ok) return tell(why(reply));
  dialog ??= made();
  dialog.innerHTML = reply.text;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("h2").focus();
  const fresh = [...dialog.querySelectorAll(".saved-question")].filter((each) => each.querySelector(".since.new"));
  for (const each of fresh) await request(`api/saved/${each.dataset.number}/seen`, { method: "POST" });
}

async function forget(section) {
  const reply = await request(`api/saved/${section.dataset.number}`, { method: "DELETE" });
  if (!reply.ok) return tell(why(reply));
  section.remove();
  dialog.querySelector("h2").focus();
  if (!dialog.querySelector(".saved-question")) dialog.close();
}

function clicked(event) {
  if (event.target === dialog || event.target.closest("[data-open]")) return dialog.close(); // the reader lies behind it
  const button = event.target.closest("[data-saves]");
  if (!button) return;
  if (button.dataset.saves === "forget") return forget(button.closest(".saved-question"));
  dialog.close();
  if (button.dataset.saves === "ask") ask(button.dataset.question);
}

async function keep(turn) {
  const body = { conversation: turn.dataset.conversation, number: Number(turn.dataset.exchange) };
  const reply = await request("api/saved", { method: "POST", body });
  tell(reply.ok ? say("saved") : why(reply));
  if (reply.ok) follow();
}

export function start() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens='saved']")) open();
    const button = event.target.closest("[data-does='save']");
    if (button) keep(button.closest(".turn"));
  });
  setInterval(() => document.visibilityState === "visible" && follow(), POLL);
}
