// The page's scripts, begun once. Each listens on the document, so replaced HTML needs no new listeners.

import * as again from "./again.js";
import * as answer from "./answer.js";
import * as draft from "./draft.js";
import * as filter from "./filter.js";
import * as header from "./header.js";
import * as library from "./library.js";
import * as lost from "./lost.js";
import * as reader from "./reader.js";
import * as saved from "./saved.js";
import * as side from "./side.js";
import * as talk from "./talk.js";
import * as windows from "./windows.js";

for (const script of [reader, talk, answer, side, filter, header, library, saved, draft, lost, again, windows]) script.start();

window.quothEarly?.click();
