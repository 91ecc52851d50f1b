// Files that were picked or dropped -> one request, with each file's name and the folders above it.

import { say } from "./parts.js";

const MOST = 2000; // files looked at in a folder; the server takes fewer
const isHidden = (path) => path.split("/").some((name) => name.startsWith("."));

/** Return the files of a field, which is empty again afterwards so that the same can be chosen twice. */
export function picked(field) {
  const files = [...field.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  field.value = "";
  return files.filter(({ path }) => !isHidden(path));
}

/** Return what was dropped, folders opened. */
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...transfer.files].map((file) => ({ file, path: file.name }));
  if (!entries.length) return plain;
  const found = [];
  for (const entry of entries) await opened(entry, "", found);
  return found;
}

async function opened(entry, above, found) {
  const path = `${above}${entry.name}`;
  if (isHidden(entry.name) || found.length > MOST) return;
  if (entry.isFile) {
    const file = await new Promise((done) => entry.file(done, () => done(null)));
    if (file) found.push({ file, path });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done) => reader.readEntries(done, () => done([])));
    if (!some.length) return;
    for (const each of some) await opened(each, `${path}/`, found);
  }
}

/** Send files; `progress` is told the share that has gone. Resolves as `request` does. */
export function sent(address, files, progress) {
  const form = new FormData();
  for (const { file, path } of files) form.append("files", file, path);
  return new Promise((done) => {
    const request = new XMLHttpRequest(); // fetch does not tell how far an upload is
    request.open("POST", new URL(address, document.baseURI));
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : 0));
    request.addEventListener("load", () => {
      const { status, responseText: text } = request;
      done({ ok: status >= 200 && status < 300, status, text });
    });
    request.addEventListener("error", () => done({ ok: false, status: 0, text: JSON.stringify({ error: say("noServer") }) }));
    request.send(form);
  });
}
