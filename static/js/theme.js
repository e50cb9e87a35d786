// Light, dark or as the system. A cookie carries the choice, so that the server draws the first paint in it.
const root = document.documentElement;
const choices = document.querySelectorAll("[data-theme-choice]");

function mark() {
  for (const choice of choices) choice.setAttribute("aria-pressed", String(choice.dataset.themeChoice === (root.dataset.theme ?? "")));
}

function choose(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; SameSite=Lax; Max-Age=${theme ? 31536000 : 0}${secure}`;
  mark();
  document.dispatchEvent(new CustomEvent("themechange"));
}

for (const choice of choices) choice.addEventListener("click", () => choose(choice.dataset.themeChoice));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new CustomEvent("themechange")));
mark();
