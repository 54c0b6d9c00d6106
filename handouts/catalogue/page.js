(function () {
  "use strict";
  var find = document.getElementById("find");
  var field = document.getElementById("search");
  var count = document.getElementById("count");
  var all = Array.prototype.slice.call(document.querySelectorAll(".topic"));

  var fitting = finder(INDEX);

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
    var scores = fitting(field.value);
    var list = all.map(function (topic) {
      var number = Number(topic.dataset.number);
      return [topic, scores[number], number];
    });
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
