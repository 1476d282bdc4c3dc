// Behind an @ in a text people are proposed, by how their names begin. Arrows choose, Enter or
// Tab puts the name in, Escape leaves it; typing on without choosing is always right too.

const begun = /(?:^|[\s(])@([\p{L}\p{N}-]{1,40})$/u;
const listOf = (field) => field.closest(".writing")?.querySelector(".names");
// milliseconds
const wait = 200;
let timer = 0;
let latest = 0;

function close(field) {
  const list = listOf(field);
  if (!list) return;
  list.hidden = true;
  list.replaceChildren();
  list.parentElement.querySelector("[data-proposed]").textContent = "";
  field.removeAttribute("aria-activedescendant");
}

function option(list, { name, slug }, n) {
  const row = document.createElement("li");
  const address = document.createElement("span");
  Object.assign(row, { id: `${list.id}-${n}`, role: "option", textContent: name });
  row.setAttribute("aria-selected", "false");
  Object.assign(address, { className: "small soft", textContent: `@${slug}` });
  row.dataset.slug = slug;
  row.append(" ", address);
  return row;
}

function show(field, people) {
  const list = listOf(field);
  if (!people.length) return close(field);
  list.replaceChildren(...people.map((each, n) => option(list, each, n)));
  list.hidden = false;
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  choose(field, 0);
  const said = list.parentElement.querySelector("[data-proposed]");
  said.textContent = `${list.dataset.count} ${people.map((each) => each.name).join(", ")}`;
  return undefined;
}

function choose(field, place) {
  const rows = [...listOf(field).children];
  const row = rows[(place + rows.length) % rows.length];
  for (const each of rows) each.setAttribute("aria-selected", String(each === row));
  field.setAttribute("aria-activedescendant", row.id);
}

async function ask(field, name) {
  const mine = (latest += 1);
  try {
    const answer = await fetch(`${listOf(field).dataset.door}?q=${encodeURIComponent(name)}`);
    const { people } = await answer.json();
    if (mine === latest && document.activeElement === field) show(field, people ?? []);
  } catch {
    close(field);
  }
}

function put(field, slug) {
  const to = field.selectionStart;
  const from = field.value.slice(0, to).lastIndexOf("@");
  field.setSelectionRange(from, to);
  const text = `@${slug} `;
  if (!document.execCommand("insertText", false, text)) field.setRangeText(text, from, to, "end");
  close(field);
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.(".writing textarea") || !listOf(field)) return;
  clearTimeout(timer);
  const name = begun.exec(field.value.slice(0, field.selectionStart))?.[1];
  if (name) timer = setTimeout(ask, wait, field, name);
  else {
    latest += 1;
    close(field);
  }
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  const list = field.matches?.(".writing textarea") ? listOf(field) : null;
  if (!list || list.hidden || event.isComposing) return;
  const rows = [...list.children];
  const here = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  const act = {
    ArrowDown: () => choose(field, here + 1),
    ArrowUp: () => choose(field, here - 1),
    Enter: () => put(field, rows[here].dataset.slug),
    Tab: () => put(field, rows[here].dataset.slug),
    Escape: () => close(field),
  }[event.key];
  if (!act || event.shiftKey || event.ctrlKey) return;
  event.preventDefault();
  act();
});

document.addEventListener("mousedown", (event) => {
  const row = event.target.closest?.(".names [role=option]");
  if (!row) return;
  event.preventDefault();
  put(row.closest(".writing").querySelector("textarea"), row.dataset.slug);
});
document.addEventListener("focusout", (event) => {
  if (event.target.matches?.(".writing textarea")) close(event.target);
});
