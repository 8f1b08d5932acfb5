/* The map: the style sheet filters; here the choices go into the address and come back from it, what is left is counted,
   and a partnership that is pointed at is lit wherever it is drawn or listed. */
(function () {
  "use strict";
  var map = document.querySelector("[data-map]"), form = document.querySelector("[data-map-filters]");
  if (!map) return;
  var selects = form ? Array.prototype.slice.call(form.querySelectorAll("select")) : [];
  var count = document.querySelector("[data-map-count]"), undrawn = document.querySelector("[data-map-undrawn]");

  function isShown(element) { return getComputedStyle(element).display !== "none"; }

  /* A list of which the choices leave nothing has no heading either. */
  function hideEmpty(list) {
    list.hidden = false;
    list.hidden = !Array.prototype.some.call(list.querySelectorAll(".i"), isShown);
  }

  function said(number) { return number.toLocaleString(document.documentElement.lang); }
  function counted(element, number) { return (number === 1 ? element.dataset.one : element.dataset.many).replace("{count}", said(number)); }

  /* What each choice would leave beside those that are made; one that would leave nothing is not to be had. */
  function offer(rows) {
    function bears(row, select, place) { return row.classList.contains(select.name[0] + (place - 1)); }
    selects.forEach(function (select) {
      var others = selects.filter(function (other) { return other !== select && other.value; });
      var left = rows.filter(function (row) { return others.every(function (other) { return bears(row, other, other.selectedIndex); }); });
      Array.prototype.slice.call(select.options, 1).forEach(function (option, i) {
        var number = left.filter(function (row) { return bears(row, select, i + 1); }).length;
        option.textContent = option.textContent.replace(/\([^()]*\)$/, "(" + said(number) + ")");
        option.disabled = !number && !option.selected;
      });
    });
  }

  /* Of what is left, how many have no arc to be seen: the way to where it is said why. */
  function tellUndrawn() {
    if (!undrawn) return;
    var number = Array.prototype.filter.call(map.querySelectorAll("section:has(> #map-undrawn) .i"), isShown).length;
    undrawn.hidden = !number;
    undrawn.textContent = counted(undrawn, number);
  }

  function tell() {
    var rows = Array.prototype.slice.call(map.querySelectorAll("tbody tr.i")), shown = rows.filter(isShown).length;
    var words = shown ? counted(count, shown) : count.dataset.none;
    if (count.textContent !== words) count.textContent = words;
    var drawn = {};
    rows.forEach(function (row) { drawn[row.dataset.tie] = isShown(row); });
    map.querySelectorAll(".mark").forEach(function (mark) {
      var ties = mark.dataset.ties.split(" ").filter(Boolean);
      mark.classList.toggle("is-idle", !ties.some(function (tie) { return drawn[tie]; }));
    });
    map.querySelectorAll("[data-map-list]").forEach(hideEmpty);
    tellUndrawn();
    offer(rows);
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

  /* The name of an arc, at its middle, while it is pointed at: its ends may be far from the eye. */
  function name(arc) {
    var old = map.querySelector(".arc-name"), path = arc && arc.querySelector(".hit");
    if (old) old.remove();
    if (!path) return;
    var words = document.createElementNS(path.namespaceURI, "text"), middle = path.getPointAtLength(path.getTotalLength() / 2);
    words.setAttribute("class", "arc-name");
    words.setAttribute("aria-hidden", "true");
    words.setAttribute("text-anchor", "middle");
    words.setAttribute("x", middle.x);
    words.setAttribute("y", middle.y + 44);
    words.textContent = arc.querySelector("title").textContent;
    path.ownerSVGElement.append(words);
  }

  function light(event) {
    var found = event.target.closest && event.target.closest("[data-tie]");
    var tie = found ? found.dataset.tie : "";
    name(found);
    map.querySelectorAll(".is-lit").forEach(function (e) { if (e.dataset.tie !== tie) e.classList.remove("is-lit"); });
    if (tie) map.querySelectorAll('[data-tie="' + CSS.escape(tie) + '"]').forEach(function (e) { e.classList.add("is-lit"); });
  }
  map.addEventListener("pointerover", light);
  map.addEventListener("focusin", light);
})();
