// Needs written one after the other. Each waits on this device until the server has it; its key keeps it single.
class Capture {
  constructor(form) {
    this.form = form;
    this.key = `capture:${form.dataset.capture}`;
    this.state = form.querySelector("[data-capture-state]");
    this.list = document.querySelector("[data-capture-list]");
    this.count = document.querySelector("[data-capture-count]");
    this.title = form.elements.title;
    this.lines = new Map();
    form.addEventListener("submit", (event) => this.keep(event));
    addEventListener("online", () => this.send());
    for (const one of this.waiting()) this.show(one);
    this.title.focus();
    this.send();
  }

  waiting() {
    return JSON.parse(localStorage.getItem(this.key) ?? "[]");
  }

  store(all) {
    if (all.length) localStorage.setItem(this.key, JSON.stringify(all));
    else localStorage.removeItem(this.key);
  }

  keep(event) {
    event.preventDefault();
    if (!this.title.value.trim()) return this.title.focus();
    const { title, text, participant, said } = this.form.elements;
    const one = { key: crypto.randomUUID?.() ?? this.random(), title: title.value, text: text.value, participant: participant.value, said: said.value };
    this.store([...this.waiting(), one]);
    this.show(one);
    for (const field of [title, text, said]) field.value = "";
    this.title.focus();
    this.send();
  }

  // Plain http in a hospital has no randomUUID.
  random() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async send() {
    if (this.sending) return;
    this.sending = true;
    try {
      for (const one of this.waiting()) if (!(await this.deliver(one))) break;
    } finally {
      this.sending = false;
    }
  }

  async deliver(one) {
    let answer;
    try {
      const body = new URLSearchParams({ ...one, csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value });
      answer = await fetch(location.pathname, { method: "POST", body, headers: { "X-Capture": "1" }, credentials: "same-origin" });
    } catch {
      this.say("waiting");
      return false;
    }
    if (answer.status !== 201 && answer.status !== 400) {
      this.say("waiting");
      return false;
    }
    const said = await answer.json();
    this.store(this.waiting().filter((other) => other.key !== one.key));
    if (answer.ok) this.settle(one, said.url);
    else this.refuse(one, said.errors.join(" "));
    return true;
  }

  show(one) {
    const line = document.createElement("li");
    line.textContent = one.title;
    line.className = "text-muted";
    this.lines.set(one.key, line);
    this.list.prepend(line);
    this.count.textContent = this.list.children.length;
  }

  settle(one, url) {
    const link = Object.assign(document.createElement("a"), { href: url, textContent: one.title, className: "hover:underline underline-offset-4" });
    this.lines.get(one.key)?.replaceChildren(link);
    this.say("kept");
  }

  // What the server does not take comes back into the form, unless something new is being written there.
  refuse(one, why) {
    this.lines.get(one.key)?.remove();
    this.count.textContent = this.list.children.length;
    if (!this.title.value.trim()) for (const name of ["title", "text", "said"]) this.form.elements[name].value = one[name];
    this.state.textContent = `${this.state.dataset.refused}: ${one.title}. ${why}`;
  }

  say(what) {
    this.state.textContent = this.state.dataset[what];
  }
}

for (const form of document.querySelectorAll("form[data-capture]")) new Capture(form);
