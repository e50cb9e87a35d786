// A toast stays until it is closed or undone: nobody has to be quick. The server sends one in the HX-Trigger header or as markup.
const box = document.getElementById("toasts");

function show({ text, undo }) {
  if (!text || !box) return;
  const toast = document.createElement("div");
  toast.className = "toastbox";
  const words = document.createElement("span");
  words.className = "flex-1";
  words.textContent = text;
  toast.append(words);
  if (undo?.url) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: undo.label });
    button.addEventListener("click", () => { window.htmx?.ajax("POST", undo.url, { swap: "none" }); toast.remove(); });
    toast.append(button);
  }
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
  close.setAttribute("aria-label", box.dataset.close ?? "Close");
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
  box.append(toast);
}

document.addEventListener("toast", (event) => show(event.detail));

document.addEventListener("click", (event) => event.target.closest("[data-close-toast]")?.closest(".toastbox").remove());
