// The line that says what is answered from, and the words before the first question, follow the library.

import { made, part, put, request, tell, why } from "./parts.js";

const AGAIN = 5000; // milliseconds after which a library that could not be read is asked for again

let loads = 0; // counts them, so that a slow reply cannot replace a later one
let isAway = false; // the library cannot be read just now

async function load() {
  const mine = ++loads;
  const [header, welcome] = await Promise.all([request("api/header"), request("api/welcome")]);
  if (mine !== loads || (await away(header))) return;
  await Promise.all([show("header", header), show("welcome", welcome)]);
  if (mine !== loads) return;
  await renew("welcome", "?wait=true", () => mine === loads); // questions to begin with are looked for
}

/** Say that the library cannot be read, and look again in a while; what the server began with may not be so. */
async function away(reply) {
  if (isAway) tell("");
  isAway = reply.status === 503;
  if (!isAway) return false;
  const mine = loads;
  setTimeout(() => mine === loads && load(), AGAIN);
  tell(why(reply), { stays: true });
  await put("welcome", "");
  return true;
}

/** Fetch a part anew; resolves to whether it has changed. */
async function renew(name, query = "", isWanted = () => true) {
  const reply = await request(`api/${name}${query}`);
  return isWanted() && show(name, reply);
}

async function show(name, reply) {
  if (!reply.ok || reply.text === part(name).props.value) return false;
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
