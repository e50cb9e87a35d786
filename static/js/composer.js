// Markdown tools of the composer. They write into the text like a person would, so that undo works.
const marks = {
  bold: (text) => `**${text || "…"}**`,
  quote: (text) => (text || "…").split("\n").map((line) => `> ${line}`).join("\n"),
  list: (text) => (text || "…").split("\n").map((line) => `- ${line}`).join("\n"),
  link: (text) => `[${text || "…"}](https://)`,
  code: (text) => (text.includes("\n") ? `\`\`\`\n${text}\n\`\`\`` : `\`${text || "…"}\``),
  table: () => "| A | B |\n| --- | --- |\n| 1 | 2 |\n",
};

function write(area, text) {
  area.focus();
  if (!document.execCommand?.("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-mark]");
  const area = button?.closest("[data-composer]")?.querySelector("textarea");
  if (!area) return;
  write(area, marks[button.dataset.mark](area.value.slice(area.selectionStart, area.selectionEnd)));
});

// "Reply" with a quotation: the post's words come along as a quote.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quote]");
  const area = document.querySelector("[data-composer] textarea");
  if (!button || !area) return;
  event.preventDefault();
  const words = (getSelection().toString() || document.getElementById(button.dataset.quote)?.querySelector(".prose-post")?.innerText || "").trim();
  write(area, `${words.split("\n").map((line) => `> ${line}`).join("\n")}\n\n`);
});
