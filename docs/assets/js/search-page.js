/* The page of results: groups, counts, facets, the address. What stands in the address is what the page shows. */
(function () {
  "use strict";

  var page = document.querySelector("[data-search-page]"), show = passerelles.show;
  if (!page || !show) return;
  var FACETS = ["kind", "countries", "themes", "years", "sources"], SHOWN = 12, VALUES = 9, NEAREST = 6;
  var index = show.indexOf(), el = show.el, turn = 0, chosen = {}, unfolded = {}, isOpen = { kind: true, countries: true, themes: true }, most = SHOWN, alsoIn = "";
  var drawn = "", late = [], facetsDrawn = ""; /* what stands on the page */
  var field = page.querySelector("[data-search-input]"), status = page.querySelector("[data-search-status]");
  var box = page.querySelector("[data-search-facets]"), list = page.querySelector("[data-search-results]");
  var panel = page.querySelector("[data-search-narrow]");

  /* The address ------------------------------------------------------------------------------------- */

  function fromAddress() {
    var asked = new URLSearchParams(location.search);
    FACETS.forEach(function (facet) { chosen[facet] = asked.getAll(facet).filter(function (code, i, all) { return code && all.indexOf(code) === i; }).slice(0, 50); });
    alsoIn = asked.get("also") || "";
    most = SHOWN;
    field.value = asked.get("q") || "";
  }
  function toAddress(isNew) {
    var asked = new URLSearchParams();
    if (field.value) asked.set("q", field.value);
    FACETS.forEach(function (facet) { chosen[facet].forEach(function (code) { asked.append(facet, code); }); });
    if (alsoIn) asked.set("also", alsoIn);
    var address = location.pathname + (String(asked) ? "?" + asked : "");
    try { history[isNew ? "pushState" : "replaceState"](null, "", address); } catch (e) { /* too many at once: the next one counts */ }
  }

  /* Facets: any of the values of one, and all of the facets ------------------------------------------ */

  function columns(facets) {
    return Promise.all(facets.map(function (facet) { return index.column(facet); })).then(function (all) {
      var by = {};
      facets.forEach(function (facet, i) { by[facet] = all[i]; });
      return by;
    });
  }
  function narrowed(hits, by, except) {
    var tests = FACETS.filter(function (facet) { return facet !== except && chosen[facet].length; }).map(function (facet) {
      var wanted = {};
      by[facet].codes.forEach(function (code, i) { if (chosen[facet].indexOf(code) >= 0) wanted[i] = true; });
      return function (hit) { return by[facet].of(hit).some(function (value) { return wanted[value]; }); };
    });
    return tests.length ? hits.filter(function (hit) { return tests.every(function (test) { return test(hit); }); }) : hits;
  }
  function counts(hits, column) {
    var found = column.codes.map(function () { return 0; });
    hits.forEach(function (hit) { column.of(hit).forEach(function (value) { found[value]++; }); });
    return found;
  }
  /* What the facets say, as plain values: when they say the same as before, nothing is drawn. */
  function drawFacets(all, by) {
    var said = FACETS.map(function (facet) { return by[facet] ? values(facet, by[facet], narrowed(all.hits, by, facet)) : null; });
    var key = JSON.stringify([said, all.isWhole]);
    if (key === facetsDrawn) return;
    facetsDrawn = key;
    var focused = document.activeElement, id = box.contains(focused) ? focused.id : "";
    box.replaceChildren.apply(box, FACETS.map(function (facet, i) { return drawGroup(facet, said[i], all.isWhole); }));
    if (anyChosen()) {
      var clear = el("button", { type: "button", "class": "clear", id: "facet-clear" }, [index.start.words.clear]);
      clear.addEventListener("click", function () { FACETS.forEach(function (facet) { chosen[facet] = []; }); change(); field.focus(); });
      box.prepend(clear);
    }
    if (id && document.getElementById(id)) document.getElementById(id).focus();
  }
  function anyChosen() { return FACETS.some(function (facet) { return chosen[facet].length; }); }
  function eraseFacets() { facetsDrawn = ""; box.replaceChildren(); }
  /* A facet is read when it is unfolded: on a slow line that is what it costs. */
  function drawGroup(facet, said, isWhole) {
    var name = index.start.words.facets[facet];
    var group = el("details", { "data-facet-group": facet }, [el("summary", { id: "facet-" + facet }, [name])]);
    if (said) {
      group.open = true;
      var drawn = said.kept.map(function (value) { return drawValue(facet, value, isWhole); });
      group.append(el("div", { role: "group", "aria-label": name }, said.more ? drawn.concat(drawRemaining(facet, said)) : drawn));
    }
    group.addEventListener("toggle", function () {
      if (group.open === Boolean(isOpen[facet])) return;
      isOpen[facet] = group.open;
      if (group.open && !said) draw();
    });
    return group;
  }
  /* The values of a facet to show, each with its code, name, count, and whether it is chosen; how many more there are. */
  function values(facet, column, hits) {
    var number = counts(hits, column), found = [];
    column.codes.forEach(function (code, i) {
      var isChosen = chosen[facet].indexOf(code) >= 0;
      if (number[i] || isChosen) found.push([code, column.names[i], number[i], isChosen]);
    });
    found.sort(function (a, b) { return b[2] - a[2] || (a[1] < b[1] ? -1 : 1); });
    var isLong = found.length > VALUES + 1 && !unfolded[facet];
    var kept = found.filter(function (value, i) { return !isLong || i < VALUES || value[3]; });
    return { kept: kept, more: found.length - kept.length };
  }
  function drawRemaining(facet, said) {
    var more = el("button", { type: "button", "class": "values", id: "facet-" + facet + "-more" }, [index.start.words.values.replace("#", said.more)]);
    more.addEventListener("click", function () {
      unfolded[facet] = true;
      draw().then(function () { var next = box.querySelectorAll("[data-facet='" + facet + "']")[said.kept.length]; if (next) next.focus(); });
    });
    return more;
  }
  /* Where not all was read there is no true count to say. */
  function drawValue(facet, value, isWhole) {
    var code = value[0], input = el("input", { type: "checkbox", id: "facet-" + facet + "-" + code, "data-facet": facet, value: code });
    input.checked = value[3];
    input.addEventListener("change", function () {
      chosen[facet] = input.checked ? chosen[facet].concat(code) : chosen[facet].filter(function (other) { return other !== code; });
      change();
    });
    var counted = isWhole ? [" ", el("span", { "class": "counted" }, [show.grouped(value[2])])] : [];
    return el("label", {}, [input, el("span", { "class": "name" }, [value[1]])].concat(counted));
  }

  /* Results, by kind, in the order of their best ------------------------------------------------------ */

  /* What each result says, as plain values: its kind, address, title and sentence, and where these are marked. */
  function items(from, hits, asked) {
    return Promise.all(hits.map(function (hit) {
      return from.row(hit).then(function (row) {
        return show.excerpt(from, hit, row, asked).then(function (said) {
          return { kind: from.kindOf(hit), address: row[1], title: show.places(row[0], asked, from.language), said: said };
        });
      });
    }));
  }
  function drawItem(from, item) {
    var isOther = from !== index, own = isOther ? { lang: from.language } : {};
    var link = el("a", Object.assign({ href: show.href(item.address), "data-search-result": "" }, own, isOther ? { hreflang: from.language } : {}), show.pieces(item.title));
    var badge = isOther ? [" ", el("span", { "class": "badge", lang: from.language }, [other(from.language)[1]])] : [];
    return el("li", {}, [link].concat(badge, item.said.text ? [el("p", own, show.pieces(item.said))] : []));
  }
  function drawGroups(found) {
    var by = {}, order = [];
    found.forEach(function (item) {
      if (!by[item.kind]) { by[item.kind] = []; order.push(item.kind); }
      by[item.kind].push(drawItem(index, item));
    });
    return order.map(function (kind) {
      return el("section", {}, [el("h2", {}, [show.kindName(index, kind)]), el("ul", { "class": "index" }, by[kind])]);
    });
  }
  /* Those that have only some of the words, below those that have all. */
  function drawPartly(found) {
    if (!found.length) return [];
    var drawn = found.map(function (item) { return drawItem(index, item); });
    return [el("section", { "data-search-partly": "" }, [el("h2", {}, [index.start.words.partly]), el("ul", { "class": "index" }, drawn)])];
  }
  function drawMore(hits) {
    var more = el("button", { type: "button", "class": "further" }, [index.start.words.more]);
    more.addEventListener("click", function () {
      var before = list.querySelectorAll("[data-search-result]"), seen = Array.from(before, function (link) { return link.href; });
      most += SHOWN;
      draw().then(function () {
        var next = Array.from(list.querySelectorAll("[data-search-result]")).find(function (link) { return seen.indexOf(link.href) < 0; });
        if (next) next.focus();
      });
    });
    return hits.length > most ? [more] : [];
  }

  /* The other language: what only it finds ------------------------------------------------------------ */

  function other(language) { return index.start.words.others.find(function (row) { return row[0] === language; }); }
  function drawOther(language, own, narrow) {
    var there = show.indexOf(language), known = new Set(own);
    function unknown(hits) { return narrow(hits.filter(function (hit) { return !known.has(hit); })); }
    return passerelles.search(there, field.value, SHOWN, unknown).then(function (result) {
      var hits = result.hits.slice(0, Math.min(result.full, SHOWN));
      if (!hits.length) return [];
      return items(there, hits, result.asked).then(function (found) {
        var drawn = found.map(function (item) { return drawItem(there, item); });
        return [el("section", { "class": "other", "data-search-other": language }, [el("h2", {}, [other(language)[3]]), el("ul", { "class": "index" }, drawn)])];
      });
    }).catch(function () { return []; /* the other index cannot be reached: our own results stand */ });
  }
  function drawOthers(result, own, narrow) {
    return Promise.all(index.start.words.others.map(function (row) {
      if (!result.full || alsoIn === row[0]) return drawOther(row[0], own, narrow);
      var ask = el("button", { type: "button", "class": "further also" }, [row[2]]);
      ask.addEventListener("click", function () {
        alsoIn = row[0];
        toAddress(true);
        draw().then(function () { var next = list.querySelector("[data-search-other] a"); (next || field).focus(); });
      });
      return [ask];
    })).then(function (found) { return found.flat(); });
  }

  /* Nothing: the nearest names, and the ways in ------------------------------------------------------- */

  function drawNothing(asked) {
    var words = index.start.words, ways = words.kinds.filter(function (kind) { return kind[2]; });
    function links(title, rows) {
      return el("section", { "class": "near" }, [el("h2", {}, [title]), el("ul", { "class": "run-on" }, rows.map(function (row) {
        return el("li", {}, [el("a", { href: show.href(row[1]), "data-search-near": "" }, [row[0]])]);
      }))]);
    }
    return passerelles.nearest(index, asked, NEAREST).then(function (near) {
      return Promise.all(near.map(function (n) { return index.row(n); }));
    }).then(function (rows) {
      var browse = links(words.browse, ways.map(function (kind) { return [kind[1], kind[2]]; }));
      return { isNear: rows.length > 0, parts: rows.length ? [links(words.nearest, rows), browse] : [browse] };
    });
  }

  function draw() {
    var mine = ++turn, query = field.value, isAsked = FACETS.filter(function (facet) { return chosen[facet].length; });
    if (!query.trim()) { erase(); panel.hidden = true; status.textContent = ""; return Promise.resolve(); }
    var ready = index.open().then(function () { return columns(isAsked); });
    function narrow(hits) { return ready.then(function (by) { return narrowed(hits, by); }); }
    return passerelles.search(index, query, most + 1, narrow).then(function (result) {
      var hits = result.hits;
      return Promise.all([items(index, hits.slice(0, most), result.asked), hits.length ? { parts: [] } : drawNothing(result.asked)]).then(function (made) {
        if (mine !== turn) return null;
        status.textContent = show.told(index.start.words, result, made[1].isNear);
        drawResults(result, made[0], made[1].parts);
        list.setAttribute("data-search-done", query);
        return drawRest(mine, result, narrow);
      });
    }).catch(function (error) { if (mine === turn) fail(query); throw error; });
  }
  /* Results that stand are true, whatever was to follow them; without them, nothing is known: not that there is nothing. */
  function fail(query) {
    if (list.getAttribute("data-search-done") === query && drawn) return;
    erase();
    eraseFacets();
    panel.hidden = true;
    status.textContent = show.unreachable;
  }
  /* Results that are the same as before stay as they stand: a letter more often changes none. */
  function drawResults(result, found, nothing) {
    var hits = result.hits, whole = result.full || hits.length, key = hits.length ? JSON.stringify([found, hits.length > most, whole]) : "";
    if (key && key === drawn) return;
    erase();
    drawn = key;
    list.append.apply(list, drawGroups(found.slice(0, whole)).concat(drawPartly(found.slice(whole)), drawMore(hits), nothing));
  }
  function erase() { drawn = ""; late = []; list.replaceChildren(); }
  /* What may come later without moving what is being read: the facets beside, the other language below. The facets count
     all that the query finds; a phrase is read on for them where they are open, and then the status says how many there are. */
  function drawRest(mine, result, narrow) {
    var wanted = FACETS.filter(function (facet) { return isOpen[facet] || chosen[facet].length; });
    panel.hidden = panel.hidden && !result.hits.length;
    return (panel.open && result.isPossible ? result.all() : Promise.resolve(result)).then(function (all) {
      return Promise.all([
        panel.open && (all.hits.length || result.hits.length) ? columns(wanted) : null, narrow(all.hits), result.asked.length ? drawOthers(result, all.hits.slice(0, all.full), narrow) : []
      ]).then(function (found) {
        if (mine !== turn) return;
        panel.hidden = !(result.hits.length || (panel.open ? all.hits.length : result.isPossible && anyChosen()));
        if (found[0]) drawFacets(all, found[0]); else eraseFacets();
        if (!result.isWhole && found[1].length >= result.hits.length) status.textContent = show.counted(index.start.words, found[1].length, all.isWhole);
        drawLate(found[2]);
        box.setAttribute("data-search-done", field.value);
      });
    });
  }
  function drawLate(parts) {
    var near = list.querySelector(".near");
    if (parts.length === late.length && parts.every(function (part, i) { return part.matches("button") && part.isEqualNode(late[i]); })) return;
    late.forEach(function (part) { part.remove(); });
    parts.forEach(function (part) { if (near && part.matches("section")) list.insertBefore(part, near); else list.append(part); });
    late = parts;
  }
  function change() { most = SHOWN; toAddress(true); return draw(); }

  /* A reader's hands ------------------------------------------------------------------------------------ */

  field.addEventListener("input", function () { most = SHOWN; alsoIn = ""; draw(); setTimeout(toAddress, 0); /* results first */ });
  field.addEventListener("keydown", function (event) { if (event.key === "Escape") { event.preventDefault(); field.value = ""; FACETS.forEach(function (facet) { chosen[facet] = []; }); toAddress(false); draw(); } });
  field.form.addEventListener("submit", function (event) { event.preventDefault(); change(); });
  addEventListener("popstate", function () { fromAddress(); draw(); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var links = Array.from(list.querySelectorAll("a")), at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== field) return;
    var next = event.key === "ArrowDown" ? links[at + 1] : (at > 0 ? links[at - 1] : field);
    if (next) { event.preventDefault(); next.focus(); }
  });
  panel.open = matchMedia("(min-width: 46.01rem)").matches;
  panel.addEventListener("toggle", function () { if (panel.open) draw(); });
  fromAddress();
  draw();
})();
