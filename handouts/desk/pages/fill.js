// The fields of one patient. What stands in them is in this page alone, and goes with it.
import { drawn, el, fresh, input, put, say, words } from "./dom.js";

const told = words.desk;
const AREAS = ["note", "list"];
const MANY = ", "; // between several that were chosen
const NEAR = 0.8; // of what a field may have: from there on it says how much is left

// The fields that handouts of these families have, each once, in their order.
export function fieldsOf(byFamily, families) {
  const all = new Map();
  for (const family of families) for (const field of byFamily[family] || []) if (!all.has(field.name)) all.set(field.name, field);
  const own = [...all.values()];
  return [...own.filter((one) => !one.name.startsWith("plan.")), ...own.filter((one) => one.name.startsWith("plan."))];
}

export class Fill {
  constructor(changed) {
    this.changed = changed;
    this.place = el("div", { class: "fields" });
    this.shown = [];
    this.values = {};
    this.made = {};
  }

  show(fields) {
    const known = (those) => JSON.stringify(those.map((one) => [one.name, one.options]));
    if (known(fields) === known(this.shown)) return;
    for (const field of fields) this.say(field, this.shown.find((one) => one.name === field.name));
    this.shown = fields;
    this.made = {};
    put(this.place, ...fields.map((field) => this.field(field)));
    this.place.hidden = !fields.length;
  }

  // What was chosen in another language, in the words of this one.
  say(field, before) {
    if (!before || !this.values[field.name]) return;
    const chosen = this.values[field.name].split(MANY).map((one) => field.options[before.options.indexOf(one)] || one);
    if (field.options.length) this.values[field.name] = chosen.join(MANY);
  }

  focus() {
    this.place.querySelector("input, textarea")?.focus();
  }

  field(field) {
    const id = fresh("field");
    const flaw = el("p", { class: "flaw", id: `${id}-flaw`, hidden: true });
    const left = el("span", { class: "left", id: `${id}-left` });
    const help = field.help ? el("span", { class: "hint", id: `${id}-help`, text: field.help }) : null;
    const kept = { flaw, left, id };
    this.made[field.name] = kept;
    if (field.options.length) return this.options(field, kept);
    const typed = input({
      id, type: AREAS.includes(field.kind) ? "area" : field.kind === "line" ? "text" : field.kind,
      maxlength: ["date", "time"].includes(field.kind) ? null : String(field.longest * 2), rows: AREAS.includes(field.kind) ? (field.longest > 400 ? "4" : "2") : null,
      "aria-describedby": [help ? `${id}-help` : "", `${id}-left`, `${id}-flaw`].filter(Boolean).join(" "),
      "aria-required": field.required ? "true" : null,
      on: { input: () => { this.values[field.name] = typed.value; this.count(field, typed.value); this.changed(); } },
    });
    typed.value = this.values[field.name] || "";
    kept.typed = typed;
    const short = !AREAS.includes(field.kind) && field.name !== "talk.patient";
    return el("div", { class: short ? "field half" : "field" }, el("label", { for: id }, el("span", { text: field.label }), left), typed, help, flaw);
  }

  options(field, kept) {
    const group = fresh("options");
    const many = field.kind === "choices";
    const radios = field.options.map((option, place) => {
      const one = input({ type: many ? "checkbox" : "radio", name: group, value: option, checked: (this.values[field.name] || "").split(MANY).includes(option) });
      one.addEventListener("change", () => {
        this.values[field.name] = radios.filter((other) => other.one.checked).map((other) => other.one.value).join(MANY);
        this.changed();
      });
      const picture = field.pictures[place] ? drawn(field.pictures[place]) : null;
      return { one, card: el("label", { class: "card" }, one, picture, el("span", { text: field.said[place] })) };
    });
    kept.typed = radios[0].one;
    kept.group = radios.map((one) => one.one);
    return el("fieldset", { class: "field options", "aria-describedby": `${kept.id}-flaw`, "aria-required": null },
      el("legend", {}, el("span", { text: field.label }), field.required ? el("span", { class: "needed", text: told.required }) : null),
      el("div", { class: "cards" }, ...radios.map((one) => one.card)), kept.flaw);
  }

  count(field, text) {
    const left = field.longest - text.trim().length;
    this.made[field.name].left.textContent = !["date", "time"].includes(field.kind) && left < field.longest * (1 - NEAR) ? say(told["left-of"], { count: left }) : "";
  }

  details() {
    const known = new Set(this.shown.map((one) => one.name));
    return Object.fromEntries(Object.entries(this.values).filter(([name, value]) => known.has(name) && value.trim()));
  }

  // What is wrong stands at its field; what is missing yet is told where printing is asked for.
  flaws(found, missing = false) {
    for (const kept of Object.values(this.made)) {
      kept.flaw.hidden = true;
      kept.flaw.textContent = "";
      kept.typed.removeAttribute("aria-invalid");
    }
    for (const flaw of found) {
      const kept = this.made[flaw.name];
      if (!kept || (flaw.fault === "missing" && !missing)) continue;
      kept.flaw.textContent = flaw.message;
      kept.flaw.hidden = false;
      kept.typed.setAttribute("aria-invalid", "true");
    }
  }

  first(found) {
    const kept = this.made[found[0]?.name];
    if (kept) kept.typed.focus();
  }

  wipe() {
    this.values = {};
    for (const kept of Object.values(this.made)) {
      for (const one of kept.group || []) one.checked = false;
      if (!kept.group) kept.typed.value = "";
      kept.left.textContent = "";
      kept.flaw.hidden = true;
      kept.flaw.textContent = "";
    }
  }
}
