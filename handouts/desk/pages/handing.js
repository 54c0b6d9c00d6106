// Handing out: what is picked, what is told of the patient, and what will be printed.
import { ask, tried } from "./ask.js";
import { el, fresh, input, languages, put, say, select, status, tongues, words } from "./dom.js";
import { fieldsOf, Fill } from "./fill.js";
import { Look } from "./look.js";

const told = words.desk;
const SHOWN = 8; // what is found at once
// depths that tell as much in one language and in two
const TWINS = [["sheet", "bilingual-sheet"], ["standard", "bilingual"]];

export class Desk {
  constructor(place, catalogue) {
    this.place = place;
    this.catalogue = catalogue;
    this.fitting = finder(catalogue.topics.map((one) => one.found)); // of /pages/search.js
    this.language = catalogue.language;
    this.beside = ""; // the language beside it, where paper has two
    this.items = [];
    this.set = null;
    this.person = "";
    this.marked = 0;
    this.found = [];
    this.build();
  }

  build() {
    this.fill = new Fill(() => this.changed());
    this.look = new Look(() => this.wanted(), () => this.next());
    this.search = input({
      id: "find", type: "search", role: "combobox", "aria-expanded": "true", "aria-controls": "found",
      "aria-describedby": "find-hint", maxlength: "80",
      on: { input: () => this.list(), keydown: (event) => this.searchKey(event) },
    });
    this.results = el("div", { id: "found", role: "listbox", "aria-label": told.find });
    this.shelf = el("div", { class: "shelf" });
    this.hint = el("p", { class: "hint" });
    this.picked = el("ol", { class: "picked" });
    this.settings = el("div", { class: "settings" });
    put(this.place,
      el("section", { class: "pane choose", "aria-labelledby": "choose-title" },
        el("h2", { id: "choose-title" }, el("label", { for: "find", text: told.find })),
        this.search, el("p", { id: "find-hint", class: "hint", text: told["find-hint"] }), this.results,
        el("h3", { id: "picked-title", text: told.picked }), this.picked, this.settings, this.shelf),
      el("section", { class: "pane fill", "aria-labelledby": "fill-title" },
        el("h2", { id: "fill-title", text: told.fill }), this.hint, this.fill.place),
      el("section", { class: "pane look", "aria-labelledby": "look-title" },
        el("h2", { id: "look-title", text: told.look }), this.look.place));
    this.place.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.look.print();
      }
    });
    this.list();
    this.choices();
    this.showPicked();
    this.showShelf();
    this.changed(true);
  }

  async shown() {
    this.search.focus();
  }

  // ------------------------------------------------------------ find

  list() {
    const query = this.search.value.trim();
    const own = this.catalogue.topics.filter((topic) => topic.language === this.language && this.depths(topic).length);
    const scores = this.fitting(query);
    const scored = new Map(this.catalogue.topics.map((topic, place) => [topic, scores[place]]));
    // what staff call it finds it too, whatever language the paper is in
    const fits = new Map(own.map((topic) => [topic, Math.max(scored.get(topic), scored.get(this.twin(topic)))]));
    const found = own.filter((topic) => fits.get(topic)).sort((one, other) => fits.get(other) - fits.get(one));
    const sets = query || this.beside ? [] : this.catalogue.sets;
    this.found = [...found.slice(0, query ? SHOWN : 99).map((topic) => ({ topic })), ...sets.map((set) => ({ set }))];
    this.marked = query && this.found.length ? 0 : -1;
    put(this.results, ...this.found.map((one, place) => this.result(one, place)));
    if (!this.found.length) put(this.results, el("p", { class: "none", text: told["found-none"] }));
    if (!query) this.results.append(...this.catalogue.faulty.map((one) => el("p", { class: "flaw", text: say(told["left-out"], one) })));
    if (query) status(say(told["found-count"], { count: this.found.length }));
    this.mark();
  }

  result(one, place) {
    const title = one.topic ? this.twin(one.topic).title : one.set.title;
    const kind = one.topic ? this.onPaper(one.topic) || one.topic.kind : told.sets;
    return el("div", {
      id: `found-${place}`, role: "option", "aria-selected": "false", class: "result",
      on: { click: () => this.pick(one) },
    }, el("span", { class: "title", text: title }), el("span", { class: "kind", text: kind }));
  }

  mark() {
    [...this.results.children].forEach((one, place) => {
      if (one.role === "option" || one.getAttribute("role") === "option") one.setAttribute("aria-selected", String(place === this.marked));
    });
    const marked = document.getElementById(`found-${this.marked}`);
    if (marked) {
      this.search.setAttribute("aria-activedescendant", marked.id);
      marked.scrollIntoView({ block: "nearest" });
    } else this.search.removeAttribute("aria-activedescendant");
  }

  searchKey(event) {
    const last = this.found.length - 1;
    if (event.key === "ArrowDown") this.marked = Math.min(last, this.marked + 1);
    else if (event.key === "ArrowUp") this.marked = Math.max(0, this.marked - 1);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (this.found[Math.max(0, this.marked)] && (this.search.value.trim() || this.marked >= 0)) this.pick(this.found[Math.max(0, this.marked)]);
      return;
    } else if (event.key === "Escape") { this.search.value = ""; this.list(); return; } else return;
    event.preventDefault();
    this.mark();
  }

  // ------------------------------------------------------------ pick and order

  pick(one) {
    if (one.set) {
      this.set = one.set;
      this.items = [];
    } else {
      this.set = null;
      if (!this.items.some((item) => item.slug === one.topic.slug)) {
        if (this.beside) this.items = []; // in two languages there is one at a time
        this.items.push({ slug: one.topic.slug, depth: this.depths(one.topic)[0] });
      }
    }
    this.search.value = "";
    this.list();
    status("");
    this.showPicked();
    this.changed(true);
    const last = this.picked.querySelector("li:last-child input:checked, li:last-child button");
    if (last) last.focus();
  }

  // The depths a handout has, the shortest first.
  depths(topic) {
    return this.beside ? topic.beside : topic.editions;
  }

  // Another language: what is picked stays, as deep as it is, where that language has it.
  speak(value) {
    Object.assign(this, tongues(value));
    const known = this.items.filter((item) => this.catalogue.topics.some((one) => one.slug === item.slug && one.language === this.language && this.depths(one).length));
    const kept = this.beside ? known.slice(0, 1) : known;
    const left = this.items.length - kept.length + (this.beside && this.set ? 1 : 0);
    this.items = kept;
    if (this.beside) this.set = null;
    for (const item of this.items) {
      const depths = this.depths(this.topic(item.slug));
      const twin = TWINS.find((pair) => pair.includes(item.depth)) || [];
      if (!depths.includes(item.depth)) item.depth = twin.find((one) => depths.includes(one)) || depths[0];
    }
    this.list();
    this.showPicked();
    this.changed(true);
    status(left ? say(this.beside ? told["beside-one"] : told["language-lacks"], { count: left }) : "");
  }

  topic(slug) {
    return this.catalogue.topics.find((one) => one.slug === slug && one.language === this.language)
      || this.catalogue.topics.find((one) => one.slug === slug);
  }

  title(slug) {
    const topic = this.topic(slug);
    return topic ? this.twin(topic).title : slug;
  }

  // The same handout as staff read it.
  twin(topic) {
    return this.catalogue.topics.find((one) => one.slug === topic.slug && one.language === this.catalogue.staff) || topic;
  }

  // What it is called on paper, where staff call it otherwise.
  onPaper(topic) {
    return topic.title === this.twin(topic).title ? "" : topic.title;
  }

  showPicked() {
    const rows = this.set ? [this.setRow()] : this.items.map((item, place) => this.row(item, place));
    put(this.picked, ...rows);
    this.picked.hidden = !rows.length;
    document.getElementById("picked-none")?.remove();
    if (!rows.length) this.picked.after(el("p", { id: "picked-none", class: "hint", text: told["picked-none"] }));
  }

  setRow() {
    const drop = () => { this.set = null; this.showPicked(); this.changed(true); this.search.focus(); };
    return el("li", {}, el("div", { class: "head" }, el("strong", { text: this.set.title }),
      el("button", { type: "button", class: "small", "aria-label": say(told.remove, { title: this.set.title }), text: "\u00d7", on: { click: drop } })),
    el("p", { class: "hint", text: this.set.about }),
    el("ol", { class: "inside" }, ...this.set.items.map((item) => {
      const [slug, depth] = item.split("/");
      return el("li", { text: `${this.title(slug)}: ${told[depth] || depth}` });
    })));
  }

  row(item, place) {
    const topic = this.topic(item.slug);
    const title = this.title(item.slug);
    const paper = this.onPaper(topic);
    const button = (name, sign, doing) => el("button", {
      type: "button", class: "small", "aria-label": say(told[name], { title }), text: sign, tabindex: this.items.length > 1 || name === "remove" ? null : "-1",
      disabled: (name === "up" && place === 0) || (name === "down" && place === this.items.length - 1), on: { click: doing },
    });
    const group = fresh("depth");
    const depths = el("fieldset", { class: "depths" }, el("legend", { class: "unseen", text: `${told.depth}: ${title}` }),
      ...this.depths(topic).map((name) => el("label", { class: "chip" }, input({
        type: "radio", name: group, value: name, checked: name === item.depth,
        on: { change: () => { item.depth = name; this.changed(true); } },
      }), el("span", { text: told[name] || name }))));
    const row = el("li", {
      draggable: "true", title: this.items.length > 1 ? told.drag : null,
      on: {
        keydown: (event) => this.rowKey(event, place),
        dragstart: (event) => { event.dataTransfer.setData("text/plain", String(place)); event.dataTransfer.effectAllowed = "move"; },
        dragover: (event) => event.preventDefault(),
        drop: (event) => { event.preventDefault(); this.move(Number(event.dataTransfer.getData("text/plain")), place); },
      },
    }, el("div", { class: "head" }, el("div", {}, el("strong", { text: title }), paper ? el("p", { class: "hint", text: paper }) : null)), depths,
    el("div", { class: "moves" }, ...(this.items.length > 1 ? [button("up", "\u2191", () => this.move(place, place - 1)), button("down", "\u2193", () => this.move(place, place + 1))] : []),
      button("remove", "\u00d7", () => this.drop(place))));
    return row;
  }

  rowKey(event, place) {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    this.move(place, place + (event.key === "ArrowUp" ? -1 : 1));
  }

  move(from, to) {
    if (!(from in this.items) || to < 0 || to >= this.items.length || from === to) return;
    const [item] = this.items.splice(from, 1);
    this.items.splice(to, 0, item);
    this.showPicked();
    this.changed(true);
    this.picked.children[to].querySelector("input:checked")?.focus();
    status(say(told.moved, { title: this.title(item.slug), place: to + 1, count: this.items.length }));
  }

  drop(place) {
    this.items.splice(place, 1);
    this.showPicked();
    this.changed(true);
    this.search.focus();
  }

  // ------------------------------------------------------------ language, paper, favourites

  choices() {
    this.paper = select({ id: "paper", on: { change: () => this.changed(true) } }, [["letter", told.letter], ["a4", told.a4]], "letter");
    const chosen = this.beside ? `${this.language}+${this.beside}` : this.language;
    const language = select({ id: "language", on: { change: (event) => this.speak(event.target.value) } }, languages(this.catalogue), chosen);
    const persons = this.catalogue.persons.map((one) => [one.name, one.name]);
    const rules = select({ id: "person", on: { change: (event) => { this.person = event.target.value; this.showShelf(); this.changed(true); } } }, [["", told.everybody], ...persons], "");
    const labelled = (id, label, made) => el("p", {}, el("label", { for: id, text: label }), made);
    put(this.settings, labelled("language", told.language, language), labelled("paper", told.paper, this.paper),
      persons.length ? labelled("person", told["rules-of"], rules) : null);
  }

  key() {
    return this.catalogue.persons.find((one) => one.name === this.person)?.key || "";
  }

  showShelf() {
    const own = this.catalogue.favourites[this.key()] || [];
    const called = (one) => one.set ? this.catalogue.sets.find((set) => set.slug === one.set)?.title || one.set
      : one.items.map((item) => `${this.title(item.split("/")[0])} (${told[item.split("/")[1]]})`).join(", ");
    const rows = own.map((one, place) => el("li", {},
      el("button", { type: "button", class: "link", text: called(one), on: { click: () => this.take(one) } }),
      el("button", { type: "button", class: "small", "aria-label": say(told["favourite-drop"], { title: called(one) }), text: "\u00d7", on: { click: () => this.keep(own.filter((_, at) => at !== place)) } })));
    put(this.shelf, el("h3", { text: this.person ? `${told["favourites-of"]} ${this.person}` : told.favourites }),
      rows.length ? el("ul", { class: "favourites" }, ...rows) : null,
      el("button", { type: "button", class: "quiet", text: told["favourite-add"], on: { click: () => this.add(own) } }));
  }

  take(one) {
    if (this.catalogue.languages[one.language]) this.language = one.language;
    this.beside = one.beside && this.catalogue.beside.includes(this.language) ? one.beside : "";
    this.paper.value = one.paper;
    this.set = this.catalogue.sets.find((set) => set.slug === one.set) || null;
    this.items = this.set ? [] : one.items.map((item) => ({ slug: item.split("/")[0], depth: item.split("/")[1] })).filter((item) => this.topic(item.slug));
    this.choices();
    this.paper.value = one.paper;
    this.list();
    this.showPicked();
    this.changed(true);
    this.fill.focus();
  }

  add(own) {
    if (!this.set && !this.items.length) return;
    const one = { items: this.items.map((item) => `${item.slug}/${item.depth}`), set: this.set ? this.set.slug : "", language: this.language, beside: this.beside, paper: this.paper.value };
    const same = (other) => JSON.stringify([other.items, other.set, other.language]) === JSON.stringify([one.items, one.set, one.language]);
    const known = own.filter((other) => !same(other));
    this.keep([...known, one]);
  }

  async keep(favourites) {
    const found = await tried(() => ask("favourites", { of: this.key(), favourites }));
    if (!found) return;
    this.catalogue.favourites = found.favourites;
    this.showShelf();
    status(told["favourite-kept"]);
  }

  // ------------------------------------------------------------ what becomes of it

  families() {
    const items = this.set ? this.set.items.map((item) => item.split("/")[0]) : this.items.map((item) => item.slug);
    return [...new Set(items.map((slug) => this.topic(slug)?.family).filter(Boolean))];
  }

  wanted() {
    if (!this.set && !this.items.length) return null;
    return {
      items: this.set ? [] : this.items.map((item) => `${item.slug}/${item.depth}`),
      set: this.set ? this.set.slug : "", language: this.language, beside: this.beside, paper: this.paper.value, person: this.person,
      details: this.fill.details(),
    };
  }

  changed(other = false) {
    const any = this.items.length > 0 || this.set !== null;
    if (other) {
      this.fill.show(any ? fieldsOf(this.catalogue.fields[this.language] || {}, this.families()) : []);
      this.hint.textContent = any ? told["fill-hint"] : told["fill-first"];
      this.look.ready(any);
    }
    this.look.changed((flaws, missing) => {
      this.fill.flaws(flaws, missing);
      if (missing) this.fill.first(flaws);
    });
  }

  wipe() {
    this.fill.wipe();
    this.look.wipe();
  }

  next() {
    this.wipe();
    this.items = [];
    this.set = null;
    this.showPicked();
    this.changed(true);
    tried(() => ask("forget"));
    status(told["next-done"]);
    this.search.focus();
  }
}

