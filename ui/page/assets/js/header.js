// The line that says what is answered from, and the words before the first question, follow the library.

import { made, part, put, request } from "./parts.js";

async function load() {
  await Promise.all(["header", "welcome"].map(renew));
}

async function renew(name) {
  const reply = await request(`api/${name}`);
  if (reply.ok && reply.text !== part(name).props.value) await put(name, reply.text);
}

export async function start() {
  document.addEventListener("quoth:library", load);
  document.addEventListener("quoth:saved", () => renew("header"));
  await made("header", "welcome");
  await load(); // the page was built when the server started
}
