// A button that copies what a field holds. Without this the field is read and copied by hand.

const offer = (root) => {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copies][hidden]")) button.hidden = false;
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  await navigator.clipboard.writeText(field.value);
  button.textContent = button.dataset.copied;
  field.focus();
  field.select();
});

document.addEventListener("htmx:load", (event) => offer(event.detail.elt.parentElement ?? document));
document.addEventListener("DOMContentLoaded", () => offer(document));
