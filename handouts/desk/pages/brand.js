// The brand: a logo and two colours, how well they can be read, and pages that look so.
import { ask, tried } from "./ask.js";
import { el, input, put, say, status, words } from "./dom.js";

const told = words.brand;
const ENOUGH = 7; // contrast
const PAUSE = 500; // milliseconds

// A picture of dots as an address that has all of it.
function address(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

export class Brand {
  constructor(place) {
    this.place = place;
    this.logo = "";
    this.timer = 0;
  }

  wipe() { /* nothing of a patient is here */ }

  async shown() {
    if (this.version) return;
    this.take(await ask("brand"));
    await this.look();
  }

  take(found) {
    this.version = found.version;
    this.logo = "";
    const colour = (id, label, hint, value) => {
      this[id] = input({ id: `brand-${id}`, type: "color", value, on: { input: () => this.later() } });
      return el("div", { class: "field" }, el("label", { for: `brand-${id}`, text: label }), el("div", { class: "swatch" }, this[id], el("span", { class: "hint", text: hint })));
    };
    this.file = input({ id: "brand-logo", type: "file", accept: ".svg,.png,.jpg,.jpeg,image/svg+xml,image/png,image/jpeg", on: { change: () => this.read() } });
    this.measures = el("div", {});
    this.trouble = el("div", { class: "trouble", role: "alert" });
    this.pages = el("div", { class: "front" });
    put(this.place, el("section", { class: "sheet" }, el("h2", { text: told.title }), el("p", { class: "hint", text: told.intro }),
      el("div", { class: "two" },
        el("div", { class: "rows" }, colour("main", told.main, told["main-hint"], found.main.toLowerCase()), colour("tint", told.tint, told["tint-hint"], found.tint.toLowerCase()), this.measures,
          el("div", { class: "field" }, el("label", { for: "brand-logo", text: told.logo }), el("p", { class: "hint", text: told["logo-hint"] }), this.file),
          this.trouble, el("p", {}, el("button", { type: "button", class: "main", text: told.save, on: { click: () => this.save() } }))),
        el("div", {}, el("h3", { text: told.preview }), this.pages))));
    this.measure(found.contrast);
  }

  measure(contrast) {
    const row = (label, ratio) => el("p", { class: "measure" }, el("span", { text: `${label}: ${say(told.contrast, { ratio })}` }),
      el("strong", { class: ratio >= ENOUGH ? "" : "flaw", text: ratio >= ENOUGH ? told["contrast-good"] : told["contrast-bad"] }));
    put(this.measures, row(told["on-white"], contrast["on-white"]), row(told["on-tint"], contrast["on-tint"]), row(told["main-on-tint"], contrast["main-on-tint"]));
  }

  wanted() {
    return { main: this.main.value, tint: this.tint.value, logo: this.logo, version: this.version };
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => tried(() => this.look()), PAUSE);
  }

  async read() {
    const file = this.file.files[0];
    this.logo = file ? await (/\.(png|jpe?g)$/i.test(file.name) ? address(file) : file.text()) : "";
    await tried(() => this.look());
  }

  async look() {
    this.show(await ask("brand/try", this.wanted()));
  }

  show(found) {
    if (found.contrast) this.measure(found.contrast);
    const problems = found.problems || [];
    put(this.trouble, problems.length ? el("ul", {}, ...problems.map((one) => el("li", { text: `${one.message}. ${one.hint}` }))) : null);
    if (found.pages?.length) put(this.pages, ...found.pages.map((page) => el("img", { src: page.picture, alt: page.words })));
  }

  async save() {
    const found = await tried(() => ask("brand/save", this.wanted()));
    if (!found) return;
    if (found.conflict) {
      this.take(found.conflict);
      await this.look();
      status(words.facts.conflict);
      return;
    }
    if (found.saved) this.take(found);
    this.show(found);
    if (found.saved) status(told.saved);
  }
}
