// Keeps what is typed into form[data-draft] on this device until the server has it: at once, and
// where the form has a place for drafts (.kept, which asks by itself) until that has answered.

// Whoever signs in next on this device reads nothing of it.
const prefix = `draft:${document.body.dataset.member ?? ""}:`;
const words = "textarea, input[type=text], input:not([type])";
const kept = (form) => [...form.querySelectorAll(words)].filter((field) => field.name);
const key = (form) => prefix + form.dataset.draft;
const draftOf = (event) => event.target.closest?.("form[data-draft]");
const typed = (form) => Object.fromEntries(kept(form).map((field) => [field.name, field.value]));

function found(form) {
  try {
    return JSON.parse(localStorage.getItem(key(form)));
  } catch {
    return null;
  }
}

// What the server never got comes back. Where another device went on meanwhile, both stay.
function restore(form) {
  const draft = found(form);
  if (!draft || form.dataset.restored) return;
  form.dataset.restored = "yes";
  const isNewer = (draft.after ?? "") === (form.dataset.kept ?? "");
  for (const field of kept(form)) {
    const mine = draft.words?.[field.name] ?? "";
    if (!mine || mine === field.value) continue;
    if (!field.value || (isNewer && form.querySelector(".kept"))) field.value = mine;
    else if (field.matches("textarea") && form.querySelector(".kept")) field.value += `\n\n${mine}`;
  }
}

function keep(form) {
  try {
    const draft = { words: typed(form), after: form.dataset.kept ?? "" };
    localStorage.setItem(key(form), JSON.stringify(draft));
  } catch {
    // A full store loses the draft, never the page.
  }
}

function forget(form) {
  localStorage.removeItem(key(form));
}

// Without this file nothing is kept while one writes, so the page does not say it.
function promise(form) {
  const line = form.querySelector(".kept");
  if (line && !line.textContent.trim()) line.textContent = line.dataset.idle;
}

document.querySelectorAll("form[data-draft]").forEach(restore);
document.querySelectorAll("form[data-draft]").forEach(promise);
document.addEventListener("htmx:load", (event) => {
  const forms = [...event.detail.elt.querySelectorAll("form[data-draft]")];
  if (event.detail.elt.matches("form[data-draft]")) forms.push(event.detail.elt);
  for (const form of forms) {
    restore(form);
    promise(form);
    if (found(form)) ask(form);
  }
});
document.addEventListener("input", (event) => {
  const form = draftOf(event);
  if (form) keep(form);
});
document.addEventListener("submit", (event) => {
  const form = draftOf(event);
  if (!form) return;
  form.dataset.sent = "yes";
  sessionStorage.setItem("sent", key(form));
});

// --- the server's copy ---

const asked = new WeakMap();

function ask(form) {
  const line = form.querySelector(".kept");
  if (line) globalThis.htmx?.trigger(line, "keep");
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const line = event.target;
  if (!line.matches(".kept")) return;
  const form = line.closest("form");
  if (form.dataset.sent) event.preventDefault();
  asked.set(form, JSON.stringify(typed(form)));
});

// Said with it: what it goes on from, so that it does not write over another device's words.
document.addEventListener("htmx:configRequest", (event) => {
  const { elt, parameters } = event.detail;
  if (elt.matches(".kept")) parameters.after = elt.closest("form").dataset.kept ?? "";
});

// It has what it was sent when its line says so; whatever was typed since is sent next.
document.addEventListener("htmx:afterSwap", (event) => {
  const line = event.target;
  if (!line.matches?.(".kept")) return;
  const form = line.closest("form");
  const said = line.querySelector("[data-kept]");
  if (!said) return;
  form.dataset.kept = said.dataset.kept;
  if (asked.get(form) === JSON.stringify(typed(form))) forget(form);
  else keep(form);
});

function lost(event) {
  const line = event.target;
  if (line.matches?.(".kept")) line.textContent = line.dataset.lost;
}
for (const name of ["sendError", "responseError", "timeout"]) {
  document.addEventListener(`htmx:${name}`, lost);
}
// A whole page is no answer: the session is over, and the sign-in page came.
document.addEventListener("htmx:beforeSwap", (event) => {
  const isPage = /^\s*<!doctype/i.test(event.detail.xhr.responseText);
  if (isPage) lost(event);
});
globalThis.addEventListener("online", () => {
  for (const form of document.querySelectorAll("form[data-draft]")) if (found(form)) ask(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const button = event.target;
  if (!event.detail.successful || !button.matches?.("button[name=discard]")) return;
  localStorage.removeItem(prefix + event.detail.requestConfig.elt.form?.dataset.draft);
});

// --- it was posted ---

// Without a new page the server says that it has it (HX-Trigger).
document.addEventListener("posted", (event) => {
  const form = draftOf(event);
  if (form) forget(form);
  sessionStorage.removeItem("sent");
});
// A refused one goes on being written, and one that the browser's Back shows again.
globalThis.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.matches?.("form[data-draft]")) delete event.target.dataset.sent;
});

// With a new page it has it when it answered by sending us on, and neither to a refusal nor
// to the sign-in page. A failed post, a lost session or a lost line keep the draft.
const [arrival] = performance.getEntriesByType("navigation");
const sent = sessionStorage.getItem("sent");
const isRefused = document.querySelector("main.entry, .notice.is-error, .errorlist, .errors");
if (sent && arrival?.redirectCount > 0 && !isRefused) {
  localStorage.removeItem(sent);
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (key(form) === sent) form.reset();
  }
}
sessionStorage.removeItem("sent");
