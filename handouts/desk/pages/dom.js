// Elements made in the page: words are always text, never markup.
export const words = JSON.parse(document.getElementById("words").textContent);

// An element with attributes and what is in it; "on" has what listens, "text" its words.
export function el(tag, given = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name === "on") for (const [kind, heard] of Object.entries(value)) made.addEventListener(kind, heard);
    else if (name === "text") made.textContent = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...inside.filter((one) => one !== null && one !== undefined));
  return made;
}

export function put(parent, ...inside) {
  parent.replaceChildren(...inside.filter((one) => one !== null && one !== undefined));
}

// A field to type in, which no browser keeps.
export function input(given) {
  const tag = given.type === "area" ? "textarea" : "input";
  const rest = { ...given };
  if (tag === "textarea") delete rest.type;
  return el(tag, { autocomplete: "off", spellcheck: "false", ...rest });
}

export function select(given, options, chosen) {
  const made = el("select", { autocomplete: "off", ...given });
  for (const [value, label] of options) made.append(el("option", { value, text: label, selected: value === chosen }));
  return made;
}

// Languages of paper, as one picks them: each alone, then each with the first one beside it.
export function languages(catalogue) {
  const name = (code) => catalogue.languages[code];
  const first = catalogue.language;
  return [
    ...Object.entries(catalogue.languages),
    ...catalogue.beside.map((code) => [`${code}+${first}`, say(words.desk.beside, { language: name(code), first: name(first) })]),
  ];
}

// What was picked of them: the language, and the one beside it, if there is one.
export function tongues(value) {
  const [language, beside = ""] = value.split("+");
  return { language, beside };
}

export function say(pattern, told = {}) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in told ? told[name] : whole));
}

let number = 0;
export function fresh(stem) {
  number += 1;
  return `${stem}-${number}`;
}

export function status(text) {
  document.getElementById("told").textContent = text;
}

// Pictures that come as SVG are shown as pictures: nothing in them runs.
export function drawn(svg, alt = "") {
  return el("img", { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt, draggable: "false" });
}
