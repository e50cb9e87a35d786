// The pages of the interface: blocks of the guide get a copy button, and one field finds addresses by their words.
const guide = document.querySelector("[data-api-copy]");
let blocks = 0;
for (const block of guide?.querySelectorAll("pre") ?? []) {
  block.id = `guide-block-${++blocks}`;
  block.tabIndex = 0;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn btn-sm", textContent: guide.dataset.apiCopy });
  button.dataset.copy = block.id;
  button.dataset.copied = guide.dataset.apiCopied;
  const line = document.createElement("div");
  line.className = "flex justify-end";
  line.append(button);
  block.before(line);
}

const field = document.querySelector("[data-api-find]");
field?.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const entry of document.querySelectorAll("[data-api-words]"))
    entry.hidden = !words.every((word) => entry.dataset.apiWords.toLowerCase().includes(word));
  const groups = [...document.querySelectorAll("[data-api-group]")];
  for (const group of groups) group.hidden = !group.querySelector("[data-api-words]:not([hidden])");
  if (guide) guide.hidden = words.length > 0;
  document.querySelector("[data-api-none]").classList.toggle("hidden", groups.some((group) => !group.hidden));
});
