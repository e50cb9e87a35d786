// Native <dialog>: the browser keeps focus inside; we give it back to where it came from, and ask for a name where one is asked for.
let opener = null;

function open(id, from) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  opener = from;
  dialog.showModal();
  dialog.addEventListener("close", () => opener?.focus(), { once: true });
}

document.addEventListener("opendialog", (event) => open(event.detail, document.activeElement));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dialog]");
  if (button) {
    event.preventDefault();
    open(button.dataset.dialog, button);
  } else if (event.target.matches("dialog")) event.target.close();
  else if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});

document.addEventListener("input", (event) => {
  const wanted = event.target.dataset?.confirmName;
  if (wanted === undefined) return;
  const button = event.target.form.querySelector("[data-confirm-button]");
  if (button) button.disabled = event.target.value.trim() !== wanted;
});

for (const field of document.querySelectorAll("[data-confirm-name]")) field.dispatchEvent(new Event("input", { bubbles: true }));
