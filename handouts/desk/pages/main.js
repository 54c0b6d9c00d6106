// Starts the page: opens it with its key, shows its views, and empties everything when nobody is there.
import { ask, forget, open, tried, whenEnded } from "./ask.js";
import { status, words } from "./dom.js";
import { Desk } from "./handing.js";
import { Facts } from "./facts.js";
import { Brand } from "./brand.js";
import { Lists } from "./lists.js";

const IDLE = Number(document.documentElement.dataset.idle || 5 * 60 * 1000);
const views = {};
let catalogue = null;
let used = Date.now();
let over = false;

function shut(why) {
  if (over) return;
  over = true;
  wipe();
  for (const id of ["desk", "lists", "facts", "brand"]) document.getElementById(`view-${id}`).replaceChildren();
  document.getElementById("tabs").hidden = true;
  document.getElementById("close").hidden = true;
  document.getElementById("shut-title").textContent = words.screen[`${why}-title`];
  document.getElementById("shut-text").textContent = words.screen[why];
  document.getElementById("shut").hidden = false;
  document.getElementById("shut-title").focus();
  status("");
}

function wipe() {
  for (const view of Object.values(views)) view.wipe();
}

async function show(name) {
  for (const button of document.querySelectorAll("#tabs button")) {
    if (button.dataset.view === name) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  for (const one of Object.keys(views)) document.getElementById(`view-${one}`).hidden = one !== name;
  document.getElementById("view-title").textContent = words.screen[`tab-${name}`];
  document.title = `${words.screen[`tab-${name}`]} - ${words.screen.title}`;
  status("");
  await views[name].shown();
}

function watch() {
  const now = Date.now();
  if (!over && now - used > IDLE) {
    used = Infinity; // once, until somebody is here again
    wipe();
    status(words.screen.wiped);
    tried(() => ask("forget"));
  }
}

// Where nothing can be listed, a wrong fact of the clinic may be why: its form is shown all the same.
async function mend() {
  const why = document.getElementById("told").textContent;
  for (const name of ["desk", "lists", "brand"]) document.querySelector(`#tabs [data-view=${name}]`).disabled = true;
  views.facts = new Facts(document.getElementById("view-facts"), null);
  await tried(() => show("facts"));
  status(why);
}

async function start() {
  whenEnded(shut);
  status(words.screen.starting);
  let opened = false;
  try {
    opened = await open();
  } catch { /* told below */ }
  if (!opened) return shut("locked");
  for (const kind of ["keydown", "pointerdown", "input"]) addEventListener(kind, () => { used = Date.now(); }, { passive: true });
  addEventListener("pagehide", wipe);
  addEventListener("pageshow", (event) => { if (event.persisted) wipe(); });
  document.addEventListener("visibilitychange", watch);
  setInterval(watch, Math.min(5000, IDLE));
  document.getElementById("close").addEventListener("click", async () => {
    await tried(() => ask("close"));
    forget();
    shut("closed");
  });
  catalogue = await tried(() => ask("catalogue"));
  if (!catalogue) return mend();
  document.getElementById("clinic").textContent = catalogue.clinic || words.screen.title;
  views.desk = new Desk(document.getElementById("view-desk"), catalogue);
  views.lists = new Lists(document.getElementById("view-lists"), catalogue);
  views.facts = new Facts(document.getElementById("view-facts"), catalogue);
  views.brand = new Brand(document.getElementById("view-brand"), catalogue);
  document.getElementById("tabs").addEventListener("click", (event) => {
    const name = event.target.dataset.view;
    if (name) tried(() => show(name));
  });
  status("");
  return show("desk");
}

start();
