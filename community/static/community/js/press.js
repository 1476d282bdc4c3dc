// A pressed vote shows at once; the server's answer replaces it within a moment.
// A button carries the wished state, so sending twice is sending once. On a list each button
// asks by itself and belongs to the page's one form of votes; elsewhere its form asks.

const pressed = { root: "", name: "" };
const buttonOf = (element) =>
  element.matches?.("button[aria-pressed]") ? element : element.querySelector?.("button[aria-pressed]");
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
  const same = `button[name="${CSS.escape(pressed.name)}"]`;
  (root?.matches(same) ? root : root?.querySelector(same))?.focus();
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
// a part of a page (hx-select) takes that part out of it; who asks by itself (data-quiet) must
// not take anybody away from what they write.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (requestConfig.elt.hasAttribute("hx-select")) return;
  if (!/^\s*<!doctype/i.test(xhr.responseText) || xhr.status >= 400) return;
  event.detail.shouldSwap = false;
  if (requestConfig.elt.hasAttribute("data-quiet")) return;
  location.assign(xhr.responseURL);
});

// A refusal is a page that says why: ask for it as a browser without scripts would.
document.addEventListener("htmx:responseError", (event) => {
  const asked = event.target;
  if (!asked.matches("[hx-post]:not([data-quiet])")) return;
  const button = buttonOf(asked);
  const form = button?.form ?? asked;
  if (button) {
    form.action = button.getAttribute("formaction") ?? form.action;
    form.append(wish(button));
  }
  form.submit();
});

function wish(button) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: button.name, value: button.value });
  return field;
}
