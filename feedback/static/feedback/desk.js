// The desk by keyboard: j and k walk the queue, a letter presses what carries it,
// m marks selected words as evidence. Everything here also works without it.
const isTyping = (target) => target.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

function walk(step) {
  const rows = [...document.querySelectorAll("[data-queue-item]")].filter((row) => row.checkVisibility());
  const here = rows.findIndex((row) => row === document.activeElement);
  const start = here >= 0 ? here : rows.findIndex((row) => row.ariaCurrent === "true");
  const next = rows[start < 0 ? 0 : start + step];
  next?.focus();
}

function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches("input:not([type=radio])")) target.focus();
  else target.click();
  const chosen = target.querySelector("input[data-act]");
  if (chosen) formOf(chosen.value)?.querySelector("textarea, select, input:not([type=hidden])")?.focus();
  return true;
}

const formOf = (act) => document.querySelector(`[data-form="${act}"]`);

function selectedWords() {
  const selection = document.getSelection();
  const home = selection?.anchorNode?.parentElement?.closest("[data-words]");
  const end = selection?.focusNode?.parentElement?.closest("[data-words]");
  const words = selection?.toString().replace(/\s+/g, " ").trim();
  return home && home === end && words ? { pk: home.dataset.words, words } : null;
}

function mark() {
  const found = selectedWords();
  const box = found && document.querySelector(`[data-excerpt-for="${found.pk}"]`);
  if (!box) return false;
  const insight = document.querySelector('input[data-act][value="insight"]');
  if (insight) insight.checked = true;
  box.value = found.words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.scrollIntoView({ block: "nearest" });
  return true;
}

function countTold(form) {
  const cited = [...form.querySelectorAll("[data-excerpt-for]")].filter((box) => box.value.trim());
  const told = new Set(cited.map((box) => box.dataset.told).filter(Boolean)).size;
  const button = form.querySelector("[data-many]");
  const { none, one, many } = button.dataset;
  button.textContent = told === 0 ? none : told === 1 ? one : many.replace("#", told);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
  if (isTyping(event.target)) return;
  if (event.key === "m" && mark()) return event.preventDefault();
  if (event.key === "g") return document.activeElement.closest(".group")?.toggleAttribute("open");
  if (event.key === "j" || event.key === "k") {
    if (!document.querySelector("[data-queue-item]") && !press(event.key)) return;
    walk(event.key === "j" ? 1 : -1);
    return event.preventDefault();
  }
  if (event.key.length === 1 && press(event.key)) event.preventDefault();
});

const insight = formOf("insight");
if (insight) {
  insight.addEventListener("input", () => countTold(insight));
  countTold(insight);
}

// What is wider than the screen scrolls by keyboard too.
for (const group of document.querySelectorAll(".inline-group")) {
  if (group.scrollWidth <= group.clientWidth) continue;
  group.tabIndex = 0;
  group.role = "region";
  group.ariaLabel = group.querySelector("h2")?.textContent.trim() ?? "";
}
