// The windows of one browser tell each other what they have changed; of what others did, one hears on coming back.

import { library } from "./parts.js";

const channel = new BroadcastChannel(`quoth ${library()}`);

/** Tell the other windows that a conversation is another now, or which there are. */
export const changed = (conversation) => channel.postMessage({ conversation });

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

export function start() {
  document.addEventListener("quoth:library", ({ detail }) => detail || channel.postMessage({ library: true }));
  channel.addEventListener("message", ({ data }) => {
    if (data.library) tell("quoth:library", "elsewhere");
    else tell("quoth:elsewhere", data.conversation);
  });
  window.addEventListener("focus", () => tell("quoth:elsewhere", ""));
}
