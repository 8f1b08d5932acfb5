/* Search, 6 of 6: the fields of every page, the header's first. Comboboxes: the first results stand below them while one types. */
(function () {
  "use strict";

  var show = passerelles.show, SUGGESTED = 6;
  if (!show) return;
  var page = document.querySelector("[data-search-page]"), index = show.indexOf(), el = show.el;
  var fields = Array.from(document.querySelectorAll((page ? "[data-search-page] " : "") + "[data-search-input]"));

  document.addEventListener("keydown", function (event) {
    var at = document.activeElement, isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable;
    if (event.key !== "/" || (isTyping && at.type !== "checkbox") || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    fields[0].focus();
    fields[0].select();
  });
  fields.forEach(function (field) {
    field.addEventListener("focus", function () { index.open().catch(function () { /* said when a query is typed */ }); });
  });
  if (!page) fields.forEach(combobox);

  function combobox(field, number) {
    var form = field.form, id = "search-list-" + number, turn = 0, active = -1;
    var list = el("div", { role: "listbox", id: id }), none = el("p", { "class": "none" });
    var box = el("div", { "class": "search-list", hidden: "" }, [none, list]);
    var status = el("p", { role: "status", "class": "hidden", "data-search-count": "" });
    form.append(box, status);
    var ROLES = { role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", "aria-haspopup": "listbox" };
    Object.keys(ROLES).forEach(function (name) { field.setAttribute(name, ROLES[name]); });

    function options() { return Array.from(list.querySelectorAll("[role=option]")); }
    function close() {
      turn++;
      box.hidden = true;
      list.replaceChildren();
      field.setAttribute("aria-expanded", "false");
      choose(-1);
    }
    function choose(number) {
      var all = options();
      active = number < 0 || number >= all.length ? -1 : number; /* beyond either end: back in the field */
      all.forEach(function (option, i) { option.setAttribute("aria-selected", String(i === active)); });
      if (active < 0) { field.removeAttribute("aria-activedescendant"); return; }
      field.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }
    function option(place, address, attributes, children) {
      return el("a", Object.assign({ role: "option", id: id + "-" + place, href: address, tabindex: "-1", "aria-selected": "false" }, attributes), children);
    }
    function allOf(query) { return form.getAttribute("action") + "?q=" + encodeURIComponent(query); }

    function draw(query, result, hits, rows) {
      var words = index.start.words, said = show.told(words, result, rows.length > 0);
      list.setAttribute("aria-label", words.list);
      var found = rows.map(function (row, i) {
        var kind = show.kindOfOne(index, index.kindOf(hits[i]));
        return option(i, show.href(row[1]), { "data-search-result": "" }, [
          el("span", { "class": "title" }, show.pieces(show.places(row[0], result.asked, index.language))), " ",
          el("span", { "class": "of-kind" }, [kind])
        ]);
      });
      if (result.hits.length) found.push(option(rows.length, allOf(query), { "class": "all" }, result.full ? [words.all + " ", el("span", { "class": "of-kind" }, [said])] : [words.all]));
      list.replaceChildren.apply(list, found);
      none.hidden = result.full > 0;
      none.textContent = said;
      box.hidden = false;
      field.setAttribute("aria-expanded", String(rows.length > 0));
      status.textContent = said;
      choose(-1);
    }
    /* Nothing is known of what there is to find: not that there is nothing. */
    function fail() {
      close();
      none.hidden = false;
      none.textContent = status.textContent = show.unreachable;
      box.hidden = false;
    }
    function suggest() {
      var query = field.value, mine = ++turn;
      if (!query.trim()) { close(); status.textContent = ""; return; }
      passerelles.search(index, query, SUGGESTED).then(function (result) {
        var near = result.hits.length ? result.hits.slice(0, Math.min(result.full || SUGGESTED, SUGGESTED)) : passerelles.nearest(index, result.asked, SUGGESTED);
        return Promise.resolve(near).then(function (hits) {
          return Promise.all(hits.map(function (n) { return index.row(n); })).then(function (rows) {
            if (mine === turn) draw(query, result, hits, rows);
          });
        });
      }).catch(function () { if (mine === turn) fail(); });
    }

    field.addEventListener("input", suggest);
    field.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      var isOpen = !box.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (isOpen) choose(active < 0 && event.key === "ArrowUp" ? options().length - 1 : active + (event.key === "ArrowDown" ? 1 : -1)); else suggest();
      } else if (event.key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        options()[active].click();
      } else if (event.key === "Enter") {
        close(); /* the form is sent: nothing may still open below it */
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        close();
      }
    });
    /* A press on the list leaves the focus in the field, so that the list is still there when the finger is lifted. */
    box.addEventListener("mousedown", function (event) { event.preventDefault(); });
    field.addEventListener("blur", close);
    addEventListener("pageshow", close);
  }
})();
