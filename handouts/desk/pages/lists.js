// A list of patients: what each column is, what is wrong with each row, all copies at once.
import { ask, tried } from "./ask.js";
import { el, input, languages, put, say, select, status, tongues, words } from "./dom.js";

const told = words.lists;
const SHOWN = 300; // rows in the page at once
const DEPTHS = ["sheet", "standard", "large-print"];
const OF_BOTH = { sheet: "bilingual-sheet", standard: "bilingual", "large-print": "bilingual" };

export class Lists {
  constructor(place, catalogue) {
    this.place = place;
    this.catalogue = catalogue;
    this.build();
  }

  async shown() { /* it is there from the start */ }

  wipe() { this.build(); }

  build() {
    this.list = null;
    this.file = input({ id: "list-file", type: "file", accept: ".csv,.txt,.xlsx,.ods", on: { change: () => tried(() => this.read()) } });
    this.columns = el("div", {});
    this.rows = el("div", {});
    put(this.place, el("section", { class: "sheet" }, el("h2", { text: told.title }), el("p", { class: "hint", text: told.intro }),
      el("div", { class: "field" }, el("label", { for: "list-file", text: told.open }), this.file), this.columns, this.rows));
  }

  async read() {
    const file = this.file.files[0];
    if (!file) return;
    put(this.columns);
    put(this.rows);
    this.take(await ask("list/read", {}, await file.arrayBuffer()));
  }

  take(found) {
    this.list = found.list;
    this.found = found;
    const choices = [["", told.ignore], ["handout", told.handout], ...found.fields];
    this.picks = found.head.map((title, at) => select({ "aria-label": `${title || at + 1}: ${told.is}` }, choices, found.guess[at]));
    const labelled = (id, label, made) => { made.id = id; return el("div", { class: "field half" }, el("label", { for: id, text: label }), made); };
    this.sheet = select({ on: { change: () => tried(async () => this.take({ ...(await ask("list/sheet", { list: this.list, sheet: this.sheet.value })), chosen: this.sheet.value })) } }, found.sheets.map((name) => [name, name]), found.chosen || found.sheets[0]);
    this.language = select({ on: { change: () => put(this.handout, ...select({}, this.handouts(), "").children) } }, languages(this.catalogue), this.catalogue.language);
    this.handout = select({}, this.handouts(), "");
    this.depth = select({}, DEPTHS.map((name) => [name, words.desk[name]]), "sheet");
    this.paper = select({}, [["letter", words.desk.letter], ["a4", words.desk.a4]], "letter");
    this.order = select({}, [["", told.ymd], ["mdy", told.mdy], ["dmy", told.dmy]], "");
    const { rows, columns } = found.hidden;
    const hidden = [rows ? say(told["hidden-rows"], { count: rows }) : "", columns.length ? say(told["hidden-columns"], { names: columns.join(", ") }) : ""].filter(Boolean);
    put(this.columns, el("h3", { text: told.columns }), ...hidden.map((text) => el("p", { class: "flaw", text })),
      el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": told.columns }, el("table", {},
        el("thead", {}, el("tr", {}, ...[told.column, told.is, told.sample].map((text) => el("th", { scope: "col", text })))),
        el("tbody", {}, ...found.head.map((title, at) => el("tr", {}, el("th", { scope: "row", text: title || String(at + 1) }), el("td", {}, this.picks[at]),
          el("td", { text: found.sample.map((row) => row[at]).filter(Boolean).join(" \u00b7 ") })))))),
      el("div", { class: "fields" }, found.sheets.length > 1 ? labelled("list-sheet", told.sheet, this.sheet) : null,
        labelled("list-handout", told["handout-for-all"], this.handout), labelled("list-depth", words.desk.depth, this.depth),
        labelled("list-language", words.desk.language, this.language), labelled("list-paper", words.desk.paper, this.paper), labelled("list-order", told.order, this.order)),
      el("p", {}, el("button", { type: "button", class: "main", text: told.check, on: { click: () => tried(() => this.check()) } })));
    put(this.rows);
    if (hidden.length) status(hidden.join(" "));
  }

  // What may be chosen for all rows, in the language of the copies.
  handouts() {
    const { language, beside } = tongues(this.language.value);
    const own = this.catalogue.topics.filter((one) => one.language === language && (!beside || one.beside.length));
    return [["", told["by-column"]], ...own.map((one) => [one.slug, one.title])];
  }

  wanted(more = {}) {
    const { language, beside } = tongues(this.language.value);
    return {
      list: this.list, sheet: this.sheet.value || "", columns: this.picks.map((one) => one.value), handout: this.handout.value,
      depth: beside ? OF_BOTH[this.depth.value] : this.depth.value, paper: this.paper.value, order: this.order.value, language, beside, ...more,
    };
  }

  async check() {
    const found = await ask("list/check", this.wanted());
    const bad = found.rows.filter((one) => one.faults.length);
    const rows = [...bad, ...found.rows.filter((one) => !one.faults.length)].slice(0, SHOWN);
    const ready = say(told.ready, { good: found.good, all: found.all });
    const skip = bad.length ? el("p", {}, say(told.faulty, { count: bad.length })) : null;
    const can = found.good > 0 && found.good <= found.most;
    const button = (zip, main) => el("button", { type: "button", class: main ? "main" : "", text: zip ? told.zip : told["print-all"], disabled: !can, on: { click: () => tried(() => this.make(zip, found.good)) } });
    put(this.rows, el("h3", { text: told.rows }), el("p", { text: ready }), skip, found.good > found.most ? el("p", { class: "flaw", text: say(told.most, { count: found.most }) }) : null,
      el("div", { class: "buttons" }, button(false, true), button(true, false)),
      el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": told.rows }, el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col", text: told.row }), el("th", { scope: "col", text: told.state }))),
        el("tbody", {}, ...rows.map((one) => el("tr", {}, el("th", { scope: "row", text: String(one.row) }), el("td", { class: one.faults.length ? "bad" : "good", text: one.faults.join(" ") || told.good })))))));
    status(ready);
  }

  async make(zip, count) {
    status(say(told.making, { count }));
    const made = await ask("list/make", this.wanted({ zip, skip: true }));
    const failed = (made.problems ? [made] : made.failed).map((row) => `${told.row} ${row.row}: ${row.problems.map((one) => `${one.message}. ${one.hint}`).join(" ")}`);
    if (made.problems) { status(failed.join(" ")); return; }
    status([say(told.made, { count: made.copies, pages: made.pages }), ...failed].join(" "));
    if (zip) {
      const link = el("a", { href: made.address, download: made.name });
      document.body.append(link);
      link.click();
      link.remove();
      return;
    }
    const frame = el("iframe", { class: "paper", title: told["print-all"], tabindex: "-1" });
    frame.onload = () => { try { frame.contentWindow.print(); } catch { window.open(made.address, "_blank", "noopener"); } };
    frame.src = made.address;
    this.rows.append(frame);
  }
}
