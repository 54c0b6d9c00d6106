// Everything that is asked of the desk: by fetch, as JSON, with a token in a header.
import { say, status, words } from "./dom.js";

const KEPT = "desk-token";
let token = sessionStorage.getItem(KEPT) || "";
let ended = null;
let gone = false;

export function whenEnded(heard) {
  ended = heard;
}

// Trades the key in the address, which works once, for a token; the key leaves the address at once.
export async function open() {
  const key = new URLSearchParams(location.hash.slice(1)).get("k");
  if (key) {
    history.replaceState(null, "", "/");
    try {
      token = (await ask("open", { key })).token;
      sessionStorage.setItem(KEPT, token);
    } catch (error) {
      if (!token) throw error;
    }
  }
  return token !== "";
}

export class Refused extends Error {
  constructor(told) {
    super(told.message);
    this.told = told;
  }
}

export async function ask(path, told = {}, file = null) {
  const headers = { "Content-Type": file ? "application/octet-stream" : "application/json" };
  if (token) headers["X-Desk-Token"] = token;
  let answer;
  try {
    answer = await fetch(`/api/${path}`, {
      method: "POST", headers, body: file || JSON.stringify(told),
      credentials: "omit", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer",
    });
  } catch {
    end("lost");
    throw new Refused({ error: "lost", message: words.screen["lost-title"] });
  }
  const found = await answer.json();
  if (answer.ok) return found;
  if (found.error === "token" || found.error === "key") {
    forget();
    end("locked");
  }
  throw new Refused(found);
}

export function forget() {
  token = "";
  sessionStorage.removeItem(KEPT);
}

function end(why) {
  if (gone) return;
  gone = true;
  if (ended) ended(why);
}

// What fails is told in one line; where the desk is gone, the page is emptied already.
export async function tried(doing) {
  try {
    return await doing();
  } catch (error) {
    if (!gone) status(say(words.screen.failed, { message: error.told ? told(error.told) : error.name }));
    return null;
  }
}

function told(refused) {
  return [refused.message, refused.received, refused.expected].filter(Boolean).join(" ");
}
