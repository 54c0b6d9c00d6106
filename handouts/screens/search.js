/* Finds handouts by what somebody types: for the catalogue and for the desk. A classic script, as a
   page opened from a folder may load no modules.

   What is known of a handout: t its title, w words and phrases it is to be found by, c its codes, n
   the names of these, x what else says what it is about, f words of its text with how often each
   is said (or nothing). */
var finder = (function () {
  "use strict";

  var WIDE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u;

  /* Letters without marks and capitals; words apart. */
  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function words(text) {
    return [].concat.apply([], plain(text).split(/[^\p{L}\p{N}.]+/u).filter(Boolean).map(pairs));
  }

  /* Han letters and kana stand in no words: each pair of them is one, and the last letter. */
  function pairs(word) {
    if (!WIDE.test(word)) { return [word]; }
    var out = [];
    (word.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]+|[^\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]+/gu) || []).forEach(function (run) {
      if (!WIDE.test(run)) { out.push(run); return; }
      var letters = Array.from(run);
      letters.forEach(function (letter, place) { out.push(letter + (letters[place + 1] || "")); });
    });
    return out;
  }

  /* What a handout is found by, and how much a hit there counts. */
  function known(one) {
    var text = one.f || {};
    return {
      codes: one.c.map(plain),
      phrases: one.w.map(plain),
      title: plain(one.t),
      fields: [[words(one.t), 10], [words(one.w.join(" ")), 8], [words(one.x), 2], [words(one.n.join(" ")), 1]],
      text: Object.keys(text).map(function (word) { return [plain(word), Math.min(1, Math.log2(1 + text[word]) / 3)]; })
    };
  }

  /* Whether two words differ by one letter more, less, other, or by two that changed places. */
  function near(one, other) {
    if (Math.abs(one.length - other.length) > 1 || one === other) { return one === other; }
    var i = 0;
    while (i < one.length && one[i] === other[i]) { i += 1; }
    var a = one.slice(i), b = other.slice(i);
    return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) ||
      (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  }

  function hit(word, one, loose) {
    var best = 0;
    if (one.codes.some(function (code) { return code.indexOf(word) === 0; }) && /\d/.test(word)) { best = 12; }
    one.fields.forEach(function (field) {
      field[0].forEach(function (other) {
        var same = other === word ? 1.2 : other.indexOf(word) === 0 ? 1 : 0;
        if (!same && loose && word.length > 3 && near(word, other)) { same = 0.5; }
        best = Math.max(best, same * field[1]);
      });
    });
    one.text.forEach(function (said) {
      if (said[0].indexOf(word) === 0) { best = Math.max(best, said[1]); }
    });
    return best;
  }

  /* Every word must be found; whole phrases count more. */
  function score(asked, query, one, loose) {
    var sum = 0;
    for (var i = 0; i < asked.length; i += 1) {
      var found = hit(asked[i], one, loose);
      if (!found) { return 0; }
      sum += found;
    }
    one.phrases.forEach(function (phrase) {
      if (phrase === query) { sum += 20; } else if (phrase.indexOf(query) >= 0) { sum += 5; }
    });
    return sum + (one.title.indexOf(query) >= 0 ? 10 : 0);
  }

  /* How well each of a list that is known fits, 0 where it does not. A slip of the pen is let pass
     where nothing fits without. */
  return function (list) {
    var all = list.map(known);
    return function (text) {
      var asked = words(text), query = plain(text.trim());
      function scores(loose) {
        return all.map(function (one) { return asked.length ? score(asked, query, one, loose) : 1; });
      }
      var strict = scores(false);
      return strict.some(Boolean) ? strict : scores(true);
    };
  };
}());
