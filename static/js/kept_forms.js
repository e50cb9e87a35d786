// A whole form is kept on this device at once and on the server soon after: it survives a reload, a crash, a lost line.
const PAUSE = 1500;
const own = (name) => name !== "csrfmiddlewaretoken";

class KeptForm {
  constructor(form) {
    this.form = form;
    this.key = `form:${form.dataset.kept}`;
    this.state = form.querySelector("[data-kept-state]");
    this.restore();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.say("online"));
  }

  fields() {
    return [...new FormData(this.form)].filter(([name, value]) => own(name) && typeof value === "string");
  }

  // What the server gave back wins: only an untouched form takes up what this device remembers.
  restore() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!kept || this.form.hasAttribute("data-kept-filled")) return;
    for (const element of this.form.elements) {
      if (!own(element.name) || element.type === "hidden" || element.type === "submit") continue;
      const values = kept.filter(([name]) => name === element.name).map(([, value]) => value);
      if (element.type === "checkbox" || element.type === "radio") element.checked = values.includes(element.value);
      else if (values.length) [element.value] = values;
    }
    this.say("restored");
  }

  changed() {
    localStorage.setItem(this.key, JSON.stringify(this.fields()));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    if (!this.form.dataset.draftUrl) return this.say("device");
    try {
      const answer = await fetch(this.form.dataset.draftUrl, { method: "POST", body: new URLSearchParams([...new FormData(this.form)].filter(([, value]) => typeof value === "string")), credentials: "same-origin" });
      this.say(answer.ok ? "saved" : "device");
    } catch {
      this.say("device");
    }
  }

  // Without a line nothing is sent, so that nothing can be lost; the page that confirms forgets the copy.
  submitted(event) {
    clearTimeout(this.timer);
    if (navigator.onLine) return;
    event.preventDefault();
    this.changed();
    this.say("offline");
  }

  say(what) {
    const words = this.state?.dataset[what];
    if (!words) return;
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(new Date());
    this.state.textContent = `${words} ${time}`;
  }
}

for (const done of document.querySelectorAll("[data-kept-done]")) localStorage.removeItem(`form:${done.dataset.keptDone}`);
for (const form of document.querySelectorAll("form[data-kept]")) new KeptForm(form);
