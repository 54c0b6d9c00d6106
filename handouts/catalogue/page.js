(function () {
  "use strict";
  var find = document.getElementById("find");
  var field = document.getElementById("search");
  var count = document.getElementById("count");
  var all = Array.prototype.slice.call(document.querySelectorAll(".topic"));

  /* Letters without marks and capitals; words apart. */
  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function words(text) {
    return plain(text).split(/[^\p{L}\p{N}.]+/u).filter(Boolean);
  }

  /* What each topic is found by, and how much a hit there counts. */
  var known = INDEX.map(function (one) {
    return {
      codes: one.c.map(plain),
      phrases: one.w.map(plain),
      title: plain(one.t),
      fields: [[words(one.t), 10], [words(one.w.join(" ")), 8], [words(one.x), 2], [words(one.n.join(" ")), 1]]
    };
  });

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

  function chosen(name) {
    var box = document.querySelector("input[name=" + name + "]:checked");
    return box ? box.value : "";
  }

  function fits(topic) {
    return ["kind", "lang", "review"].every(function (name) {
      var value = chosen(name);
      return !value || topic.dataset[name] === value || (name === "kind" && !topic.dataset.kind && !value);
    });
  }

  function show() {
    var asked = words(field.value), query = plain(field.value.trim());
    function ranked(loose) {
      return all.map(function (topic) {
        var number = Number(topic.dataset.number);
        return [topic, asked.length ? score(asked, query, known[number], loose) : 1, number];
      });
    }
    var list = ranked(false);
    if (!list.some(function (one) { return one[1] > 0; })) { list = ranked(true); }
    list.sort(function (one, other) { return other[1] - one[1] || one[2] - other[2]; });
    var shown = 0;
    /* What stays where it is is not touched: pictures take time to lay out. */
    ["shelf", "sets"].forEach(function (name) {
      var shelf = document.getElementById(name);
      var own = list.filter(function (one) { return one[0].parentNode === shelf; });
      own.forEach(function (one, place) {
        var visible = one[1] > 0 && fits(one[0]);
        if (one[0].hidden === visible) { one[0].hidden = !visible; }
        shown += visible ? 1 : 0;
        if (shelf.children[place] !== one[0]) { shelf.insertBefore(one[0], shelf.children[place]); }
      });
    });
    var title = document.getElementById("sets-title");
    if (title) { title.hidden = !document.querySelector("#sets > .topic:not([hidden])"); }
    count.textContent = shown ? count.dataset.count.replace("{count}", shown) : count.dataset.none;
  }

  find.hidden = false;
  find.addEventListener("input", show);
  field.addEventListener("keydown", function (event) {
    var first = document.querySelector(".topic:not([hidden]) a");
    if (event.key === "Enter" && first) { first.click(); }
    if (event.key === "Escape") { field.value = ""; show(); }
  });
  show();
  /* Whoever has keys wants to type at once; a phone would cover half of the page. */
  if (window.matchMedia("(hover: hover)").matches) { field.focus(); }
}());
