// What every page can do besides what the server does without it.

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const find = document.querySelector(".find input");
  if (find) {
    event.preventDefault();
    find.focus();
  }
});

// A pressed vote shows at once; the server's answer replaces it within a moment.
document.addEventListener("htmx:beforeRequest", (event) => {
  const button = event.target.querySelector?.("button[aria-pressed]");
  if (button) button.setAttribute("aria-pressed", String(button.value === "on"));
});

document.addEventListener("htmx:responseError", (event) => {
  if (event.target.matches("form[hx-post]")) event.target.submit();
});

document.addEventListener("htmx:sendError", (event) => {
  const button = event.target.querySelector?.("button[aria-pressed]");
  if (button) button.setAttribute("aria-pressed", String(button.value !== "on"));
});
