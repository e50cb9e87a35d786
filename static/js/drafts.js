// A draft is kept on this device at once and on the server soon after; it survives a reload, a crash and a lost line.
const PAUSE = 1200;

class Draft {
  constructor(form) {
    this.form = form;
    this.area = form.querySelector("textarea");
    this.state = form.querySelector("[data-draft-state]");
    this.key = `draft:${location.pathname}:${form.id}`;
    this.restore();
    this.area.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => { if (!event.submitter?.hasAttribute("formaction")) this.forget(); });
  }

  restore() {
    const kept = localStorage.getItem(this.key);
    if (!kept || this.area.value.trim()) return;
    this.area.value = kept;
    this.say(this.state.dataset.restored);
  }

  changed() {
    if (this.area.value) localStorage.setItem(this.key, this.area.value);
    else localStorage.removeItem(this.key);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    if (!this.form.dataset.draftUrl) return this.say(this.state.dataset.device);
    try {
      const answer = await fetch(this.form.dataset.draftUrl, { method: "POST", body: new URLSearchParams(this.fields()), credentials: "same-origin" });
      this.say(answer.ok ? this.state.dataset.saved : this.state.dataset.device);
    } catch {
      this.say(this.state.dataset.device);
    }
  }

  fields() {
    return { [this.area.name]: this.area.value, csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken?.value ?? "" };
  }

  forget() {
    clearTimeout(this.timer);
    localStorage.removeItem(this.key);
  }

  say(words) {
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(new Date());
    this.state.textContent = `${words} ${time}`;
  }
}

for (const form of document.querySelectorAll("[data-composer]")) new Draft(form);
