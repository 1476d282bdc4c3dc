// Keeps what is typed into form[data-draft] on this device until the server has it.

const prefix = "draft:";
const kept = (form) => [...form.querySelectorAll("textarea, input[type=text], input:not([type])")];
const key = (form) => prefix + form.dataset.draft;
const draftOf = (event) => event.target.closest?.("form[data-draft]");

function restore(form) {
  let draft = {};
  try {
    draft = JSON.parse(localStorage.getItem(key(form))) ?? {};
  } catch {
    localStorage.removeItem(key(form));
  }
  for (const field of kept(form)) {
    if (!field.value && draft[field.name]) field.value = draft[field.name];
  }
}

function keep(form) {
  const draft = Object.fromEntries(kept(form).map((field) => [field.name, field.value]));
  try {
    localStorage.setItem(key(form), JSON.stringify(draft));
  } catch {
    // A full store loses the draft, never the page.
  }
}

document.querySelectorAll("form[data-draft]").forEach(restore);
document.addEventListener("htmx:load", (event) => {
  event.detail.elt.querySelectorAll("form[data-draft]").forEach(restore);
});
document.addEventListener("input", (event) => {
  const form = draftOf(event);
  if (form) keep(form);
});
document.addEventListener("submit", (event) => {
  const form = draftOf(event);
  if (form) sessionStorage.setItem("sent", key(form));
});

// Without a new page the server says that it has it (HX-Trigger).
document.addEventListener("posted", (event) => {
  const form = draftOf(event);
  if (form) localStorage.removeItem(key(form));
  sessionStorage.removeItem("sent");
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
