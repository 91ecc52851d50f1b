// What can be done with an answer: copied, asked again, searched as typed, taken for a claim or a question, rated.

import { closeMenus, request, say, tell, why } from "./parts.js";
import { ask } from "./talk.js";

const place = (turn) => `api/conversations/${turn.dataset.conversation}`;
const question = (turn) => turn.querySelector(".question").textContent;

async function copy(turn) {
  const reply = await request(`${place(turn)}/export?format=text&number=${turn.dataset.exchange}`);
  if (!reply.ok) return tell(why(reply));
  const copied = (await written(reply.text)) || selected(reply.text);
  tell(copied ? say("copied") : say("copyFailed"));
}

async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // not allowed, or not there: the page came over plain http
  }
}

function selected(text) {
  const area = document.body.appendChild(document.createElement("textarea"));
  area.value = text;
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

function unfold(turn, button) {
  const folded = turn.querySelector(".question").classList.toggle("folded");
  button.setAttribute("aria-expanded", String(!folded));
  button.textContent = say(folded ? "unfold" : "fold");
}

async function rate(turn, button) {
  const given = button.getAttribute("aria-pressed") === "true" ? 0 : Number(button.dataset.rating);
  if (given < 0) return openForm(turn, button);
  if (await send(turn, { rating: given })) tell(given ? say("thanks") : "");
}

async function send(turn, body) {
  const reply = await request(`${place(turn)}/${turn.dataset.exchange}/rating`, { method: "POST", body });
  if (!reply.ok) {
    tell(why(reply));
    return false;
  }
  for (const thumb of turn.querySelectorAll(".thumb"))
    thumb.setAttribute("aria-pressed", String(Number(thumb.dataset.rating) === body.rating));
  turn.querySelector(".why-bad")?.remove();
  return true;
}

// A bad answer: what is wrong with it, one click, and a line if one likes.
async function openForm(turn, button) {
  if (turn.querySelector(".why-bad")) return turn.querySelector(".why-bad").remove();
  const reply = await request(`${place(turn)}/${turn.dataset.exchange}/reasons`);
  if (!reply.ok) return tell(why(reply));
  button.closest(".actions").insertAdjacentHTML("afterend", reply.text);
  turn.querySelector(".why-bad input")?.focus();
}

async function submitted(event) {
  const form = event.target.closest("form.why-bad");
  if (!form) return;
  event.preventDefault();
  const turn = form.closest(".turn");
  const { reason = "", said = "" } = Object.fromEntries(new FormData(form));
  if (await send(turn, { rating: -1, reason, said })) tell(say("thanks"));
}

function clicked(event) {
  closeMenus(event.target.closest("details.menu"));
  const turn = event.target.closest(".turn");
  const button = event.target.closest("[data-does]");
  if (!turn || !button) return;
  const does = {
    copy: () => copy(turn),
    whole: () => unfold(turn, button),
    again: () => ask(question(turn), { as: turn.dataset.as }),
    "as-typed": () => ask(question(turn), { typed: true, as: turn.dataset.as }),
    "as-claim": () => ask(question(turn), { as: "claim" }),
    "as-question": () => ask(question(turn), { as: "question" }),
    rate: () => rate(turn, button),
    "close-form": () => turn.querySelector(".why-bad")?.remove(),
  };
  does[button.dataset.does]?.();
}

function pressed(event) {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

export function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("submit", submitted);
  document.addEventListener("keydown", pressed);
}
