// What stands unsent in the box is there again when the page is loaded anew; Gradio does so when it was lost.

import { box, write } from "./talk.js";

const KEPT = "quoth draft";

export async function start() {
  window.addEventListener("pagehide", () => sessionStorage.setItem(KEPT, box()?.value ?? ""));
  while (!box()) await new Promise((done) => setTimeout(done, 20));
  const draft = sessionStorage.getItem(KEPT);
  if (draft && !box().value) write(draft);
}
