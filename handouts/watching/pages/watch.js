// Shows the pages of a handout as they are saved: only what is another picture than before is asked for.

const state = document.getElementById("state");
const book = document.getElementById("book");
const problems = document.getElementById("problems");
const words = state.dataset;
const KEPT = "watch-token";

function put(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

async function token() {
  const key = new URLSearchParams(location.hash.slice(1)).get("k");
  if (!key) return sessionStorage.getItem(KEPT);
  history.replaceState(null, "", location.pathname);
  const given = await fetch("/api/open", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key }),
  });
  if (!given.ok) return null;
  const found = (await given.json()).token;
  sessionStorage.setItem(KEPT, found);
  return found;
}

// A stream of server-sent events; the browser's own reader of them cannot say who asks.
async function* events(known) {
  const answer = await fetch("/api/events", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Desk-Token": known },
    body: "{}",
  });
  if (!answer.ok) throw new Error(words.locked);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      if (part.startsWith("data: ")) yield JSON.parse(part.slice(6));
    }
  }
}

function page(number) {
  const figure = document.createElement("figure");
  const image = document.createElement("img");
  const caption = document.createElement("figcaption");
  image.alt = put(book.dataset.page, { number });
  caption.textContent = image.alt;
  figure.append(image, caption);
  return figure;
}

function showPages(told) {
  while (book.children.length > told.pages.length) book.lastChild.remove();
  while (book.children.length < told.pages.length) book.append(page(book.children.length + 1));
  told.pages.forEach(([id, width, height], number) => {
    const figure = book.children[number];
    const image = figure.firstChild;
    figure.classList.toggle("changed", number === told.changed);
    if (image.dataset.id === id) return;
    image.dataset.id = id;
    image.width = width;
    image.height = height;
    image.loading = number === told.changed ? "eager" : "lazy";
    const here = number === told.changed && told.picture;
    image.src = here ? `data:image/jpeg;base64,${told.picture}` : `/page/${id}`;
  });
  if (told.changed >= 0) seen(book.children[told.changed]);
}

function seen(figure) {
  const place = figure.getBoundingClientRect();
  if (place.bottom < 120 || place.top > innerHeight - 120) figure.scrollIntoView({ block: "start" });
}

function told(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

function problem(one) {
  const made = document.createElement("article");
  made.className = one.severity;
  made.append(told("p", "place", `${one.file}:${one.line}:${one.column}`));
  const lines = document.createElement("pre");
  for (const [number, text] of one.lines) {
    lines.append(told("span", number === one.line ? "here" : "", `${String(number).padStart(4)}  ${text}`));
  }
  if (one.lines.length) made.append(lines);
  made.append(told("p", "message", one.message));
  if (one.hint) made.append(told("p", "hint", one.hint));
  return made;
}

function show(all) {
  problems.replaceChildren(...all.problems.map(problem));
  problems.hidden = !all.problems.length;
  document.body.classList.toggle("wrong", all.problems.length > 0);
  const count = all.problems.length + all.more;
  state.textContent = count
    ? put(words.wrong, { count })
    : put(words.took, { ms: all.ms, count: all.pages.length });
  showPages(all);
}

async function run() {
  const known = await token();
  if (!known) {
    state.textContent = words.locked;
    return;
  }
  try {
    for await (const all of events(known)) show(all);
    state.textContent = words.lost;
  } catch (failed) {
    state.textContent = failed.message === words.locked ? words.locked : words.lost;
  }
}

run();
