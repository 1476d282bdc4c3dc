// A pressed vote shows at once; the server's answer replaces it within a moment.
// Forms carry the wished state in their button, so sending twice is sending once.

const pressed = { root: "", name: "" };
const buttonOf = (form) => form.querySelector?.("button[aria-pressed]");
const show = (button, isOn) => button.setAttribute("aria-pressed", String(isOn));

document.addEventListener("htmx:beforeRequest", (event) => {
  const button = buttonOf(event.target);
  if (!button) return;
  pressed.root = event.detail.target.id;
  pressed.name = document.activeElement === button ? button.name : "";
  show(button, button.value === "on");
});

// The new button takes the focus of the one it replaced.
document.addEventListener("htmx:afterSettle", () => {
  if (!pressed.name || document.activeElement !== document.body) return;
  const root = document.getElementById(pressed.root);
  root?.querySelector(`button[name="${CSS.escape(pressed.name)}"]`)?.focus();
  pressed.name = "";
});

// What was just posted, or what is wrong in it, is where one reads on.
document.addEventListener("htmx:afterSettle", () => {
  const arrived = document.querySelector("[data-arrived]");
  if (!arrived) return;
  arrived.removeAttribute("data-arrived");
  arrived.focus();
});

document.addEventListener("htmx:sendError", (event) => {
  const button = buttonOf(event.target);
  if (button) show(button, button.value !== "on");
});

// A whole page instead of a button (the session is over): go and show it. Who asked for
// a part of a page (hx-select) takes that part out of it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (requestConfig.elt.hasAttribute("hx-select")) return;
  if (!/^\s*<!doctype/i.test(xhr.responseText) || xhr.status >= 400) return;
  event.detail.shouldSwap = false;
  location.assign(xhr.responseURL);
});

// A refusal is a page that says why: ask for it as a browser without scripts would.
document.addEventListener("htmx:responseError", (event) => {
  const form = event.target;
  if (!form.matches("form[hx-post]")) return;
  const button = buttonOf(form);
  if (button) form.append(wish(button));
  form.submit();
});

function wish(button) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: button.name, value: button.value });
  return field;
}
