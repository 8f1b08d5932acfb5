/* Light or dark: the reader's choice, kept on their machine; without it, the system's. Runs before the page is drawn.
   Then what else belongs to every page: the switch of languages, and the passage that is looked at. */
(function () {
  "use strict";
  var root = document.documentElement, key = "passerelles-palette";
  function stored() { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function dark() {
    return (root.dataset.palette || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  }
  if (stored()) root.dataset.palette = stored();
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-palette].palette");
    if (!button) return;
    button.hidden = false;
    button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", function () {
      root.dataset.palette = dark() ? "light" : "dark";
      button.setAttribute("aria-pressed", String(dark()));
      try { localStorage.setItem(key, root.dataset.palette); } catch (e) { /* private window: for this page only */ }
    });
    /* The other language, at the same place: what is asked, chosen or looked at comes along. */
    document.querySelectorAll(".languages a").forEach(function (a) {
      var page = a.getAttribute("href");
      function along() { a.setAttribute("href", page + location.search + location.hash); }
      ["pointerdown", "focus", "click"].forEach(function (act) { a.addEventListener(act, along); });
    });
    /* A passage cut in pieces by another one is lit whole. */
    function light() {
      document.querySelectorAll("mark.lit").forEach(function (m) { m.classList.remove("lit"); });
      var id = location.hash.slice(1); /* the name of a passage has no sign that an address would escape */
      if (id.indexOf("q-") === 0) document.querySelectorAll('mark[data-quote="' + CSS.escape(id) + '"]').forEach(function (m) { m.classList.add("lit"); });
    }
    addEventListener("hashchange", light); light();
  });
})();
