// The line that says what is answered from, and the words before the first question, follow the library.

import { made, part, put, request } from "./parts.js";

let loads = 0; // counts them, so that a slow reply cannot replace a later one

async function load() {
  const mine = ++loads;
  await Promise.all([renew("header"), renew("welcome")]);
  if (mine !== loads) return;
  await renew("welcome", "?wait=true", () => mine === loads); // questions to begin with are looked for
}

/** Fetch a part anew; resolves to whether it has changed. */
async function renew(name, query = "", isWanted = () => true) {
  const reply = await request(`api/${name}${query}`);
  if (!reply.ok || !isWanted() || reply.text === part(name).props.value) return false;
  await put(name, reply.text);
  return true;
}

// What another program has added is seen when one comes back to the window.
async function elsewhere({ detail: conversation }) {
  if (!conversation && (await renew("header")))
    document.dispatchEvent(new CustomEvent("quoth:library", { detail: "elsewhere" }));
}

export async function start() {
  document.addEventListener("quoth:library", load);
  document.addEventListener("quoth:saved", () => renew("header"));
  await made("header", "welcome");
  document.addEventListener("quoth:elsewhere", elsewhere);
  await load(); // the page was built when the server started
}
