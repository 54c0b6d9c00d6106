// Search as one types: over titles, headings, words of the glossary and what else they are called,
// and the words of the text. All of it is in memory, so it takes well under a millisecond.
const WEIGHTS = { title: 60, about: 12, heading: 8, term: 16, phrase: 45, word: 1 };

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function tokens(text) {
  return plain(text).split(/[^\p{L}\p{N}.]+/u).filter(Boolean);
}

export function index(topics) {
  return topics.map((topic) => ({
    topic,
    title: tokens(topic.title),
    about: tokens(`${topic.about} ${topic.kind}`),
    heading: topic.headings.flatMap(tokens),
    codes: (topic.codes || []).map(plain),
    terms: Object.entries(topic.terms).map(([name, count]) => [plain(name), count]),
    words: Object.entries(topic.found).map(([name, count]) => [plain(name), count]),
  }));
}

function begins(list, token) {
  return list.some((word) => word.startsWith(token));
}

// How well one handout fits; 0 where it lacks a word that was asked for.
function score(entry, asked, whole) {
  let sum = 0;
  for (const token of asked) {
    let own = 0;
    if (begins(entry.title, token)) own += WEIGHTS.title;
    if (begins(entry.about, token)) own += WEIGHTS.about;
    if (begins(entry.heading, token)) own += WEIGHTS.heading;
    if (begins(entry.codes, token)) own += WEIGHTS.title;
    for (const [word, count] of entry.words) {
      if (word.startsWith(token)) own += WEIGHTS.word * Math.min(8, Math.log2(1 + count));
    }
    for (const [term, count] of entry.terms) {
      if (term.split(/\s+/).some((word) => word.startsWith(token))) own += WEIGHTS.term * Math.min(1, count / 12);
    }
    if (!own) return 0;
    sum += own;
  }
  for (const [term, count] of entry.terms) if (term.startsWith(whole)) sum += WEIGHTS.phrase * Math.log2(1 + count);
  return sum;
}

export function find(entries, query, language) {
  const asked = tokens(query);
  if (!asked.length) return [];
  const whole = asked.join(" ");
  return entries
    .filter((entry) => entry.topic.language === language)
    .map((entry) => ({ topic: entry.topic, score: score(entry, asked, whole) }))
    .filter((one) => one.score > 0)
    .sort((one, other) => other.score - one.score || one.topic.title.localeCompare(other.topic.title))
    .map((one) => one.topic);
}
