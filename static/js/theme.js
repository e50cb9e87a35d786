// Light, dark or as the system. The server stores the choice and draws the first paint in it.
const root = document.documentElement;
const choices = document.querySelectorAll("[data-theme-choice]");

function mark() {
  for (const choice of choices) choice.setAttribute("aria-pressed", String(choice.dataset.themeChoice === (root.dataset.theme ?? "")));
}

function choose(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  mark();
  document.dispatchEvent(new CustomEvent("themechange"));
}

// Without JavaScript the buttons send their form; with it the page stays and the choice is stored behind it.
for (const choice of choices)
  choice.addEventListener("click", (event) => {
    event.preventDefault();
    choose(choice.dataset.themeChoice);
    fetch(choice.form.action, { method: "POST", body: new FormData(choice.form, choice), redirect: "manual" });
  });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new CustomEvent("themechange")));
mark();
