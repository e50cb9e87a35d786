// Files: dropped anywhere on their form, sent with progress. Without this script the form posts as any other.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("[data-drop]");
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    send(form);
  });
}

function send(form) {
  const area = form.querySelector("[data-upload-progress]");
  const bar = area.querySelector("progress");
  const say = (words, share) => {
    area.querySelector("[data-upload-words]").textContent = words;
    area.querySelector("[data-upload-share]").textContent = share;
  };
  const button = form.querySelector("button[type=submit], button:not([type])");
  const request = new XMLHttpRequest();
  area.hidden = false;
  button.disabled = true;
  say(area.dataset.sending, "");
  request.upload.addEventListener("progress", (event) => {
    const percent = Math.floor((100 * event.loaded) / event.total);
    bar.value = percent;
    say(percent < 100 ? area.dataset.sending : area.dataset.looking, `${percent} %`);
  });
  request.addEventListener("load", () => {
    if (request.status < 400) return location.assign(request.responseURL);
    // A refusal comes as the whole page, with the reason beside its field.
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    const told = answer.querySelector("form[data-upload]");
    button.disabled = false;
    area.hidden = true;
    const reasons = told ? [...told.querySelectorAll(".err")] : [];
    say(reasons.map((reason) => reason.textContent.trim()).join(" ") || area.dataset.broken, "");
    area.hidden = false;
    bar.hidden = true;
  });
  request.addEventListener("error", () => {
    button.disabled = false;
    say(area.dataset.broken, "");
  });
  bar.hidden = false;
  request.open("POST", form.action || location.href);
  request.send(new FormData(form));
}
