// The line that says what is answered from follows the library.

import { put, request } from "./parts.js";

export function start() {
  document.addEventListener("quoth:library", async () => {
    const reply = await request("api/header");
    if (reply.ok) await put("header", reply.text);
  });
}
