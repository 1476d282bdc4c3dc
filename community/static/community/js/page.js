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
