// What will be printed: the page for the patient as one types, all pages when one stops, the paper.
import { ask, tried } from "./ask.js";
import { el, put, say, status, words } from "./dom.js";

const told = words.desk;
const PAUSE = 600; // milliseconds without a key: then all pages are made

export class Look {
  constructor(wanted, next) {
    this.wanted = wanted;
    this.next = next;
    this.made = null; // the file of all pages, as long as nothing was changed since
    this.busy = false;
    this.again = false;
    this.timer = 0;
    this.turn = 0;
    this.front = el("div", { class: "front" });
    this.small = el("ol", { class: "small-pages" });
    this.count = el("p", { class: "hint count" });
    this.trouble = el("div", { class: "trouble", role: "alert" });
    this.empty = el("p", { class: "empty", text: told["look-empty"] });
    this.frame = el("iframe", { class: "paper", title: told.look, hidden: true, tabindex: "-1" });
    this.printed = el("button", { type: "button", class: "main", text: told.print, title: told.shortcut, on: { click: () => this.print() } });
    this.saved = el("button", { type: "button", text: told.save, on: { click: () => this.save() } });
    this.nexted = el("button", { type: "button", text: told.next, on: { click: () => this.next() } });
    this.buttons = el("div", { class: "buttons" }, this.printed, this.saved, this.nexted);
    this.place = el("div", { class: "looking" }, this.buttons, this.trouble, this.empty, this.count, this.front, this.small, this.frame);
    this.flawed = () => {};
  }

  changed(flawed) {
    this.flawed = flawed;
    this.made = null;
    this.turn += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.whole(), PAUSE);
    this.preview();
  }

  // One question at a time: what changes meanwhile is asked for once the answer is there.
  async preview() {
    if (this.busy) { this.again = true; return; }
    const asked = this.wanted();
    if (!asked) { this.clear(); return; }
    this.busy = true;
    const turn = this.turn;
    const found = await tried(() => ask("preview", asked));
    this.busy = false;
    if (this.again) { this.again = false; this.preview(); }
    if (!found || (turn !== this.turn && !this.wanted())) return;
    this.flawed(found.flaws);
    this.problems(found.problems);
    if (found.pages.length) {
      put(this.front, ...found.pages.map((page, place) => el("img", {
        src: page.picture, alt: `${place ? say(told.page, { number: place + 1 }) : told["page-first"]}. ${page.words}`,
      })));
      this.front.dataset.turn = String(turn);
    }
  }

  async whole(ready = false) {
    clearTimeout(this.timer);
    const asked = this.wanted();
    if (!asked) return null;
    const turn = this.turn;
    if (ready) status(told.making);
    const found = await tried(() => ask("make", { ...asked, small: !ready }));
    if (!found || turn !== this.turn) return null;
    if (ready) status("");
    if (!found.address) {
      if (ready || found.problems.length) this.missing(found, ready);
      return null;
    }
    this.made = found;
    this.count.textContent = `${say(told.pages, { count: found.count, print: found.print })}. ${found.review === "draft" ? told.draft : ""}`;
    if (found.small) {
      put(this.small, ...found.small.map((picture, place) => el("li", {}, el("img", { src: picture, alt: say(told.page, { number: place + 1 }) }))));
    }
    return found;
  }

  missing(found, asked) {
    const messages = [...found.flaws.map((one) => one.message), ...found.problems.map((one) => `${one.message}. ${one.hint}`)];
    if (!messages.length) return;
    if (!asked && !found.problems.length) return;
    put(this.trouble, el("p", { text: told.missing }), el("ul", {}, ...messages.map((text) => el("li", { text }))));
    if (asked) this.flawed(found.flaws, true);
  }

  problems(found) {
    if (!found.length) put(this.trouble);
    else put(this.trouble, el("ul", {}, ...found.map((one) => el("li", { text: `${one.message}. ${one.hint}` }))));
  }

  // There is something to print, or nothing is picked yet.
  ready(any) {
    this.printed.disabled = this.saved.disabled = !any;
    this.empty.hidden = any;
  }

  async paper() {
    return this.made || this.whole(true);
  }

  async print() {
    const made = await this.paper();
    if (!made) return;
    this.frame.hidden = false;
    this.frame.onload = () => {
      this.frame.onload = null;
      try {
        this.frame.contentWindow.focus();
        this.frame.contentWindow.print();
      } catch {
        window.open(made.address, "_blank", "noopener");
      }
      status(told.printing);
      this.nexted.focus();
    };
    this.frame.src = made.address;
  }

  async save() {
    const made = await this.paper();
    if (!made) return;
    const link = el("a", { href: made.address, download: made.name });
    document.body.append(link);
    link.click();
    link.remove();
  }

  clear() {
    put(this.front);
    put(this.small);
    put(this.trouble);
    this.count.textContent = "";
    this.frame.hidden = true;
    this.frame.removeAttribute("src");
    this.made = null;
  }

  wipe() {
    this.turn += 1;
    this.again = false;
    clearTimeout(this.timer);
    this.clear();
  }
}
