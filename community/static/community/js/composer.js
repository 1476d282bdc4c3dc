// The tools above a text: format it, show it as it will be, and put pictures into it.
// Each is a line of Markdown that one can type as well.

const fieldOf = (element) => element.closest(".writing")?.querySelector("textarea");
const barOf = (element) => element.closest(".writing")?.querySelector("[role=toolbar]");
const wraps = { bold: ["**", "**"], italic: ["*", "*"] };
const begins = { list: "- ", quote: "> " };
const shortcuts = { b: "bold", i: "italic", k: "link" };

function ready(root) {
  for (const tools of root.querySelectorAll("[data-tools][hidden]")) {
    tools.hidden = false;
    const panel = tools.closest(".writing").querySelector(".is-panel");
    panel?.setAttribute("role", "tabpanel");
    panel?.setAttribute("aria-labelledby", tools.querySelector("[role=tab]").id);
    tools.closest(".writing").querySelector(".picture-rules")?.removeAttribute("hidden");
    tools.querySelectorAll("[data-write]").forEach((button, n) => (button.tabIndex = n ? -1 : 0));
  }
}

// --- words ---

// As if it was typed, so that Ctrl+Z takes it back.
function type(field, text, from = field.selectionStart, to = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(from, to);
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function wrap(field, [before, after]) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  type(field, before + value.slice(from, to) + after);
  field.setSelectionRange(from + before.length, to + before.length);
}

function begin(field, mark) {
  const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const lines = field.value.slice(from, field.selectionEnd).split("\n");
  type(field, lines.map((line) => mark + line).join("\n"), from, field.selectionEnd);
}

function link(field) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const words = value.slice(from, to);
  const address = /^https?:\/\/\S+$/.test(words) ? words : "https://";
  const said = address === words ? "" : words;
  type(field, `[${said}](${address})`);
  const place = said || address !== words ? from + said.length + 3 : from + 1;
  field.setSelectionRange(place, said || address !== words ? place + address.length : place);
}

function write(field, what) {
  if (wraps[what]) wrap(field, wraps[what]);
  else if (begins[what]) begin(field, begins[what]);
  else if (what === "link") link(field);
  else barOf(field).querySelector("input[type=file]").click();
}

// --- pictures ---

function say(field, text) {
  const line = field.closest(".writing").querySelector("[data-said]");
  if (line) line.textContent = text;
}

async function add(field, file) {
  const button = barOf(field).querySelector("[data-write=picture]");
  const { door, busy, done, lost, alt } = button.dataset;
  const body = new FormData();
  body.append("picture", file);
  body.append("alt", alt);
  body.append("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
  say(field, busy);
  try {
    const answer = await fetch(door, { method: "POST", body });
    const { markdown, detail } = await answer.json();
    if (!markdown) return say(field, detail);
    put(field, markdown, alt);
    return say(field, done);
  } catch {
    return say(field, lost);
  }
}

// On a line of its own, with its words selected, to be typed over.
function put(field, markdown, alt) {
  const before = field.value.slice(0, field.selectionEnd);
  const gap = !before || before.endsWith("\n") ? "" : "\n\n";
  const from = field.selectionEnd + gap.length + 2;
  type(field, `${gap}${markdown}\n`, field.selectionEnd, field.selectionEnd);
  field.setSelectionRange(from, from + alt.length);
}

async function addAll(field, files) {
  for (const file of files) await add(field, file);
}

const pictures = (transfer) =>
  [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));

for (const name of ["paste", "drop"]) {
  document.addEventListener(name, (event) => {
    const field = event.target;
    if (!field.matches?.(".writing textarea")) return;
    const found = pictures(event.clipboardData ?? event.dataTransfer);
    if (!found.length) return;
    event.preventDefault();
    addAll(field, found);
  });
}
document.addEventListener("dragover", (event) => {
  const isFile = event.dataTransfer?.types.includes("Files");
  if (isFile && event.target.matches?.(".writing textarea")) event.preventDefault();
});
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches?.("[data-tools] input[type=file]")) return;
  addAll(fieldOf(input), pictures(input));
  input.value = "";
});

// --- buttons, keys and tabs ---

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-tools] button");
  if (!button) return;
  if (button.matches("[role=tab]")) choose(button);
  else write(fieldOf(button), button.dataset.write);
});

function choose(tab) {
  for (const each of tab.parentElement.children) {
    const isChosen = each === tab;
    each.setAttribute("aria-selected", String(isChosen));
    each.tabIndex = isChosen ? 0 : -1;
    document.getElementById(each.getAttribute("aria-controls")).hidden = !isChosen;
  }
  barOf(tab).hidden = tab !== tab.parentElement.firstElementChild;
}

// What is wrong with a text is said where it is written.
document.addEventListener("invalid", (event) => {
  const tab = event.target.closest?.(".writing")?.querySelector("[role=tab]");
  if (tab) choose(tab);
}, true);

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-tools] [role=toolbar], [data-tools] [role=tablist]");
  if (row) return move(row, event);
  const what = shortcuts[event.key];
  const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!what || !isAsked || !event.target.matches?.(".writing textarea")) return undefined;
  event.preventDefault();
  return write(event.target, what);
});

function move(row, event) {
  const buttons = [...row.querySelectorAll("button")];
  const step = getComputedStyle(row).direction === "rtl" ? -1 : 1;
  const here = buttons.indexOf(event.target);
  const last = buttons.length - 1;
  const there = {
    ArrowRight: here + step, ArrowLeft: here - step, Home: 0, End: last,
  }[event.key];
  if (there === undefined) return;
  event.preventDefault();
  const next = buttons[(there + buttons.length) % buttons.length];
  for (const each of buttons) each.tabIndex = each === next ? 0 : -1;
  next.focus();
  if (next.matches("[role=tab]")) next.click();
}

ready(document);
document.addEventListener("htmx:load", (event) => ready(event.detail.elt.parentElement ?? document));
