// The line that says what is answered from follows the library.

import { made, part, put, request } from "./parts.js";

async function load() {
  const reply = await request("api/header");
  if (reply.ok && reply.text !== part("header").props.value) await put("header", reply.text);
}

export async function start() {
  document.addEventListener("quoth:library", load);
  await made("header");
  await load(); // the page was built when the server started
}
