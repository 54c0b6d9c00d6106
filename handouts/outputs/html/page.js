"use strict";
(function () {
  var button = document.getElementById("page:print");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  }

  /* A field of several lines grows with what is typed, so that paper shows all of it. */
  document.addEventListener("input", function (event) {
    var field = event.target;
    if (field.tagName === "TEXTAREA") {
      field.style.height = "auto";
      field.style.height = field.scrollHeight + 4 + "px";
    }
  });

  /* The code on paper leads here with the version it was printed with: page.html#v=1.0, or ?v=1.0 */
  function parts(version) {
    return version.split(".").map(Number);
  }

  function order(one, other) {
    var a = parts(one), b = parts(other);
    for (var i = 0; i < Math.max(a.length, b.length); i += 1) {
      var step = (a[i] || 0) - (b[i] || 0);
      if (step) { return step; }
    }
    return 0;
  }

  var line = document.getElementById("page:held");
  var asked = /[?&#]v=(\d{1,4}(?:\.\d{1,4}){0,2})(?=[&#]|$)/.exec(location.search + location.hash);
  if (line && line.dataset.version && asked) {
    var step = order(asked[1], line.dataset.version);
    var kind = step < 0 ? "older" : step > 0 ? "newer" : "same";
    line.textContent = line.dataset[kind].replace("{held}", asked[1]);
    line.className = kind;
    line.hidden = false;
  }
}());
