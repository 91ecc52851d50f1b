// A question that found no place is asked again by itself, unless something else is typed meanwhile.

import { put, say } from "./parts.js";
import { ask, box } from "./talk.js";

const LATER = 0.2; // of the time to wait, at most so much longer: those who came at once come back apart
const UNSAID = 10; // seconds, where a proxy refuses and does not say for how long

let told = 0; // seconds to wait, of a question that the server refused before Gradio heard of it
let timer;

const refusal = () => document.querySelector("#refused .trouble");

function listen() {
  const plain = window.fetch;
  window.fetch = async (...given) => {
    const reply = await plain(...given);
    const joins = String(given[0]?.url ?? given[0]).includes("gradio_api/queue/join");
    if (joins && [429, 503].includes(reply.status)) told = Number(reply.headers.get("Retry-After")) || UNSAID;
    return reply;
  };
}

async function refused({ detail: { question, ...wish } }) {
  clearTimeout(timer);
  const wait = told || Number(refusal()?.dataset.wait ?? 0);
  told = 0;
  if (!wait) return;
  await put("refused", `<p class="trouble" role="alert">${say("crowded", { n: wait })}</p>`);
  timer = setTimeout(again, wait * 1000 * (1 + Math.random() * LATER), question, wish);
}

async function again(question, wish) {
  if (!refusal()) return; // another conversation is shown
  await put("refused", "");
  if (box()?.value === question) ask(question, wish); // else other words are being typed
}

export function start() {
  listen();
  document.addEventListener("quoth:refused", refused);
}
