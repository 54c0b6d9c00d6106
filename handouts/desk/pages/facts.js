// The facts of the clinic as a form: help and limits, what is missing, where each is printed.
import { ask, tried } from "./ask.js";
import { el, fresh, input, put, say, status, words } from "./dom.js";

const told = words.facts;
const PAIRS = { phone: ["number", "note"], temperature: ["value", "note"], person: ["name", "role"] };

export class Facts {
  constructor(place) {
    this.place = place;
    this.now = {};
  }

  wipe() { /* facts are no patient's: what was typed stays */ }

  async shown() {
    if (Object.keys(this.changes()).length) return;
    const found = await ask("facts");
    this.take(found);
  }

  take(found) {
    this.version = found.version;
    this.facts = found.facts;
    this.missing = found.missing;
    this.now = Object.fromEntries(found.facts.map((fact) => [fact.name, fact.values.map((pair) => [...pair])]));
    this.build();
  }

  changes() {
    const out = {};
    for (const fact of this.facts || []) {
      const mine = (this.now[fact.name] || []).filter((pair) => pair.some((text) => text.trim()));
      if (JSON.stringify(mine) !== JSON.stringify(fact.values)) out[fact.name] = mine;
    }
    return out;
  }

  build() {
    this.made = {};
    this.notice = el("div", {});
    this.seen = el("div", { class: "look", "aria-live": "polite" });
    const groups = new Map();
    for (const fact of this.facts) groups.set(fact.group, [...(groups.get(fact.group) || []), fact]);
    this.saved = el("button", { type: "button", class: "main", text: told.save, on: { click: () => this.save() } });
    const parts = [...groups].map(([group, facts]) => group
      ? el("details", {}, el("summary", { text: say(told["of-handout"], { title: group }) }), el("div", { class: "rows" }, ...facts.map((fact) => this.row(fact))))
      : el("div", { class: "rows" }, ...facts.map((fact) => this.row(fact))));
    const missing = this.missing.length
      ? el("div", { class: "notice" }, el("p", {}, el("strong", { text: told.missing })), el("ul", {}, ...this.missing.map((text) => el("li", { text }))))
      : el("p", { class: "notice", text: told["missing-none"] });
    put(this.place, el("section", { class: "sheet" }, el("h2", { text: told.title }), el("p", { class: "hint", text: told.intro }), this.notice,
      el("div", { class: "two" }, el("div", { class: "rows" }, missing, ...parts, el("p", {}, this.saved)), this.seen)));
  }

  row(fact) {
    const flaw = el("p", { class: "flaw", hidden: true });
    const values = el("div", {});
    const button = el("button", { type: "button", class: "quiet", text: told.where, "aria-label": `${told.where}: ${fact.label}`, on: { click: () => tried(() => this.where(fact)) } });
    const row = el("div", { class: "field", role: "group", "aria-label": fact.label },
      el("p", {}, el("strong", { text: fact.label }), fact.clinical ? el("span", { class: "tag", text: told.clinical }) : null),
      el("p", { class: "hint", id: `help-${fact.name.replace(/\W/g, "-")}`, text: `${fact.help} (${say(told.limit, { count: fact.longest })})` }), values, flaw, button);
    this.made[fact.name] = { values, flaw };
    this.fillIn(fact);
    return row;
  }

  fillIn(fact) {
    const place = this.made[fact.name].values;
    const pairs = this.now[fact.name];
    if (!pairs.length) pairs.push(["", ""]);
    const rows = pairs.map((pair, at) => this.pair(fact, pair, at));
    const more = fact.many ? el("button", { type: "button", class: "quiet", text: `+ ${told.added}`, on: { click: () => { pairs.push(["", ""]); this.fillIn(fact); place.querySelectorAll("input, textarea")[place.querySelectorAll("input, textarea").length - (PAIRS[fact.kind] ? 2 : 1)].focus(); } } }) : null;
    put(place, ...rows, more);
  }

  pair(fact, pair, at) {
    const help = `help-${fact.name.replace(/\W/g, "-")}`;
    const names = PAIRS[fact.kind] || ["value"];
    const boxes = names.map((name, side) => {
      const label = `${fact.label}${fact.many ? ` ${at + 1}` : ""}: ${told[name]}`;
      const box = input({ type: fact.longest > 120 && side === 0 && names.length === 1 ? "area" : "text", rows: "2", "aria-label": label, "aria-describedby": help, placeholder: names.length > 1 ? told[name] : null, maxlength: String(fact.longest * 2), on: { input: (event) => { pair[side] = event.target.value; this.count(); } } });
      box.value = pair[side];
      return box;
    });
    return el("div", { class: names.length > 1 ? "pairs" : "single" }, ...boxes);
  }

  count() {
    const count = Object.keys(this.changes()).length;
    this.saved.textContent = count ? `${told.save} (${say(told.changed, { count })})` : told.save;
  }

  async where(fact) {
    const found = await ask("facts/where", { name: fact.name, values: this.changes() });
    this.flaws(found.problems || []);
    if (found.picture) put(this.seen, el("p", { class: "hint", text: say(told["where-in"], { title: found.title, page: found.page }) }), el("div", { class: "front" }, el("img", { src: found.picture, alt: found.words })));
    else put(this.seen, el("p", { class: "hint", text: told["where-none"] }));
  }

  flaws(problems) {
    for (const one of Object.values(this.made)) { one.flaw.hidden = true; one.flaw.textContent = ""; }
    for (const one of problems) {
      const kept = this.made[one.name];
      if (!kept) { status(`${one.message}. ${one.hint}`); continue; }
      kept.flaw.textContent = `${one.message}. ${one.hint}`;
      kept.flaw.hidden = false;
      kept.values.closest("details")?.setAttribute("open", "");
    }
    const first = problems.find((one) => this.made[one.name]);
    if (first) this.made[first.name].values.querySelector("input, textarea").focus();
  }

  async save() {
    const found = await tried(() => ask("facts/save", { version: this.version, values: this.changes() }));
    if (!found) return;
    if (found.conflict) { this.conflict(found.conflict); return; }
    if (found.problems) { this.flaws(found.problems); return; }
    this.take(found);
    const lost = found.void.length ? el("p", { text: say(told.void, { names: found.void.join(", ") }) }) : null;
    put(this.notice, el("div", { class: "notice", tabindex: "-1" }, el("p", { text: found.saved ? told.saved : told["saved-none"] }), lost));
    this.notice.firstChild.focus();
    status(found.saved ? told.saved : told["saved-none"]);
  }

  // Both versions of each fact that differs; who is here chooses, and saves again.
  conflict(theirs) {
    const mine = this.changes();
    const was = new Map(this.facts.map((fact) => [fact.name, fact]));
    const rows = theirs.facts.filter((fact) => JSON.stringify(fact.values) !== JSON.stringify(was.get(fact.name)?.values) || fact.name in mine);
    this.take(theirs);
    for (const [name, values] of Object.entries(mine)) if (name in this.now) this.now[name] = values.map((pair) => [...pair]);
    for (const fact of this.facts) if (fact.name in mine) this.fillIn(fact);
    this.count();
    const text = (values) => values.map((pair) => pair.filter(Boolean).join(", ")).join("; ") || "\u2013";
    put(this.notice, el("div", { class: "conflict", tabindex: "-1" }, el("p", {}, el("strong", { text: told.conflict })),
      el("table", {}, el("thead", {}, el("tr", {}, ...["", told.yours, told.theirs, ""].map((one) => one ? el("th", { scope: "col", text: one }) : el("td", {})))),
        el("tbody", {}, ...rows.map((fact) => {
          const take = el("button", { type: "button", text: told["take-theirs"], "aria-label": `${told["take-theirs"]}: ${fact.label}`, on: { click: () => { this.now[fact.name] = fact.values.map((pair) => [...pair]); this.fillIn(fact); this.count(); take.disabled = true; } } });
          return el("tr", {}, el("th", { scope: "row", text: fact.label }), el("td", { text: fact.name in mine ? text(mine[fact.name]) : text(fact.values) }), el("td", { text: text(fact.values) }), el("td", {}, fact.name in mine ? take : null));
        })))));
    this.notice.firstChild.focus();
  }
}
