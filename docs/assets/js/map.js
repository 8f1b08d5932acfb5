/* The map: the style sheet filters; here the choices go into the address and come back from it, what is left is counted,
   and a partnership that is pointed at is lit wherever it is drawn or listed. */
(function () {
  "use strict";
  var map = document.querySelector("[data-map]"), form = document.querySelector("[data-map-filters]");
  if (!map) return;
  var selects = form ? Array.prototype.slice.call(form.querySelectorAll("select")) : [];
  var count = document.querySelector("[data-map-count]");

  function isShown(element) { return getComputedStyle(element).display !== "none"; }

  /* A list of which the choices leave nothing has no heading either. */
  function hideEmpty(list) {
    list.hidden = false;
    list.hidden = !Array.prototype.some.call(list.querySelectorAll(".i"), isShown);
  }

  function tell() {
    var rows = map.querySelectorAll("tbody tr.i"), shown = 0;
    rows.forEach(function (row) { if (isShown(row)) shown += 1; });
    var words = shown === 0 ? count.dataset.none : shown === 1 ? count.dataset.one : count.dataset.many.replace("{count}", shown.toLocaleString(document.documentElement.lang));
    if (count.textContent !== words) count.textContent = words;
    var drawn = {};
    rows.forEach(function (row) { drawn[row.dataset.tie] = isShown(row); });
    map.querySelectorAll(".mark").forEach(function (mark) {
      var ties = mark.dataset.ties.split(" ").filter(Boolean);
      mark.classList.toggle("is-idle", !ties.some(function (tie) { return drawn[tie]; }));
    });
    map.querySelectorAll("[data-map-list]").forEach(hideEmpty);
  }

  /* #theme=sante&status=signed: an address that can be kept, sent and gone back to, from a folder too. */
  function read() {
    if (location.hash && location.hash.indexOf("=") < 0) return; /* a place in the page */
    var wanted = new URLSearchParams(location.hash.slice(1));
    selects.forEach(function (select) {
      select.value = wanted.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
    tell();
  }
  function write() {
    var chosen = new URLSearchParams();
    selects.forEach(function (select) { if (select.value) chosen.set(select.name, select.value); });
    var hash = chosen.toString();
    history.pushState(null, "", hash ? "#" + hash : location.pathname + location.search);
    tell();
  }
  if (form) {
    form.addEventListener("change", write);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(write, 0); });
    addEventListener("popstate", read);
    read();
  }

  function light(event) {
    var found = event.target.closest && event.target.closest("[data-tie]");
    var tie = found ? found.dataset.tie : "";
    map.querySelectorAll(".is-lit").forEach(function (e) { if (e.dataset.tie !== tie) e.classList.remove("is-lit"); });
    if (tie) map.querySelectorAll('[data-tie="' + CSS.escape(tie) + '"]').forEach(function (e) { e.classList.add("is-lit"); });
  }
  map.addEventListener("pointerover", light);
  map.addEventListener("focusin", light);
})();
