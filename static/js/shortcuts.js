// `/` search, `?` help, j and k through a list, g h home, Ctrl+Enter sends. Never while somebody is typing.
const typing = (element) => element.closest?.("input, textarea, select, [contenteditable], dialog[open]");
let before = "";

function focusSearch() {
  const search = [...document.querySelectorAll("[data-search]")].find((element) => element.offsetParent);
  if (search?.matches("a")) search.click();
  else search?.focus();
  search?.select?.();
}

function step(by) {
  const lines = [...document.querySelectorAll("main [data-line] a:first-of-type, main .rows > article h2 a")];
  if (!lines.length) return;
  const at = lines.indexOf(document.activeElement);
  lines[Math.min(lines.length - 1, Math.max(0, at + by))].focus();
}

const keys = {
  "/": focusSearch,
  "?": () => document.dispatchEvent(new CustomEvent("opendialog", { detail: "help-dialog" })),
  j: () => step(1),
  k: () => step(-1),
  h: () => { if (before === "g") document.querySelector(".rail a, header a[href]")?.click(); },
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.matches("textarea")) event.target.form?.requestSubmit();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = keys[event.key];
  if (act) act();
  if (event.key === "/" || event.key === "?") event.preventDefault();
  before = event.key;
});
