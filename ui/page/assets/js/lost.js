// Gradio's boxes about a lost connection and a full queue give way to lines of our own; any other box of it stays.

import { say, tell } from "./parts.js";

let shown = false;

function changed() {
  const boxes = [...document.querySelectorAll(".toast-item")];
  const lost = boxes.filter((box) => box.textContent.includes("Connection to the server was lost"));
  const full = boxes.filter((box) => box.textContent.includes("application is currently busy"));
  for (const box of [...lost, ...full]) box.style.display = "none";
  if (shown === lost.length > 0) return;
  shown = lost.length > 0;
  if (shown) document.dispatchEvent(new CustomEvent("quoth:lost"));
  tell(shown ? say("lost") : "", { stays: true });
}

export function start() {
  new MutationObserver(changed).observe(document.body, { subtree: true, childList: true });
}
