/* Search in the reader's own browser: no server, no worker, no fetch, the same from a folder as from a host.
   The index is small scripts (search/<language>/…) that say passerelles.take(name, data); they are asked for
   when the field gets the focus and when words are typed. Folding and stemming are those of
   scripts/passerelles/search/fold.py, letter for letter: a test compares the two. */
(function () {
  "use strict";

  var root = document.querySelector("[data-search-root]");
  if (!root) return;
  var base = root.getAttribute("data-search-root"), language = document.documentElement.lang;
  var PLAIN = { "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "œ": "oe", "æ": "ae", "ß": "ss" };
  var ELIDED = " c d j l m n s t qu jusqu lorsqu puisqu quoiqu ", SHORTEST = 3;
  var words = {}, KINDS = [], SHOWN = 30;

  /* Words ------------------------------------------------------------------------------------------- */

  function fold(s) {
    return s.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC").replace(/[đðøłıœæß]/g, function (c) { return PLAIN[c]; });
  }
  function tokens(s) {
    var found = [];
    (fold(s).match(/[\p{L}\p{N}]+/gu) || []).forEach(function (w) {
      if (ELIDED.indexOf(" " + w + " ") >= 0) return;
      if (/^[\u3040-\u30ff\u3400-\u9fff]/.test(w)) found.push.apply(found, Array.from(w)); else found.push(w);
    });
    return found;
  }
  function cut(w, endings) {
    return w.length > SHORTEST && endings.indexOf(w.slice(-1)) >= 0 && w.slice(-2) !== "ss" ? w.slice(0, -1) : w;
  }
  function stem(w) {
    if (language === "en" && /ies$/.test(w) && w.length > SHORTEST + 1) return w.slice(0, -3) + "y";
    w = cut(w, language === "fr" ? "sx" : "s");
    if (language === "fr") {
      w = cut(w, "e");
      if (w.length > SHORTEST && w.slice(-1) === w.slice(-2, -1) && "nl".indexOf(w.slice(-1)) >= 0) w = w.slice(0, -1);
      w = cut(w, "s");
    }
    return w;
  }

  /* Files ------------------------------------------------------------------------------------------- */

  var files = {}, waiting = {};
  window.passerelles = {
    take: function (name, data) { files[name] = data; if (name === "start") { words = data.words; KINDS = words.kinds; } },
    fold: fold, tokens: tokens, stem: stem, search: search
  };
  function load(name) {
    if (!waiting[name]) {
      waiting[name] = new Promise(function (done) {
        var script = document.createElement("script");
        script.src = base + "search/" + language + "/" + name + ".js";
        script.onload = function () { done(files[name]); };
        script.onerror = function () { done(undefined); };
        document.head.appendChild(script);
      });
    }
    return waiting[name];
  }
  function shard(prefix) {
    if (files.start.prefixes.indexOf(prefix) < 0) return Promise.resolve({});
    return load("t/" + Array.from(prefix).map(function (c) { return c.codePointAt(0).toString(16); }).join("-"));
  }
  function prefixes(start) { return Array.from(start).slice(0, 2).join(""); }

  /* One word: the documents that have it, each with a weight ------------------------------------------ */

  function merge(into, row, factor) {
    for (var i = 0; i < row.length; i += 2) {
      var bits = row[i + 1], weight = factor * ((bits & 4 ? 60 : 0) + (bits & 1 ? 30 : 0) + (bits & 2 ? 4 : 0));
      into[row[i]] = Math.max(into[row[i]] || 0, weight);
    }
  }
  function near(a, b) { /* at most one letter wrong, missing, added, or two swapped */
    if (Math.abs(a.length - b.length) > 1) return false;
    var i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    var p = a.slice(i), q = b.slice(i);
    return p.slice(1) === q.slice(1) || p === q.slice(1) || p.slice(1) === q ||
      (p.slice(2) === q.slice(2) && p[0] === q[1] && p[1] === q[0]);
  }
  function lookup(word, isLast) {
    var root = stem(word), hits = {};
    return shard(prefixes(root)).then(function (terms) {
      if (terms[root]) merge(hits, terms[root], 1);
      if (isLast && word.length > 1) Object.keys(terms).forEach(function (term) {
        if (term !== root && (term.indexOf(word) === 0 || term.indexOf(root) === 0)) merge(hits, terms[term], 0.6);
      });
      if (Object.keys(hits).length || word.length < 5) return hits;
      return load("terms").then(function (all) {
        var variants = {}; /* one letter too many, before the ending is cut off */
        for (var i = 0; i < word.length && word.length < 40; i++) variants[stem(word.slice(0, i) + word.slice(i + 1))] = true;
        var close = (all || []).filter(function (term) { return variants[term] || near(term, root); });
        return Promise.all(close.map(function (term) {
          return shard(prefixes(term)).then(function (terms) { merge(hits, terms[term], 0.4); });
        })).then(function () { return hits; });
      });
    });
  }

  /* A query: every word must be there; two neighbours may be one name (Ha Noi, Hanoi) ------------------ */

  function search(query) {
    query = query.normalize("NFC").slice(0, 200);
    var phrases = (query.match(/["«“]([^"»”]+)["»”]/g) || []).map(function (p) { return tokens(p).join(" "); }).filter(Boolean);
    var asked = tokens(query).slice(0, 12), open = !/\s$/.test(query);
    return load("start").then(function () {
      if (!asked.length) return [];
      return Promise.all(asked.map(function (word, i) {
        var last = open && i === asked.length - 1;
        return Promise.all([lookup(word, last), i + 1 < asked.length ? lookup(word + asked[i + 1], open && i + 2 === asked.length) : {}]);
      }));
    }).then(function (found) {
      if (found.length < 2 || found.length > 4) return found;
      var name = stem(asked.join(""));
      return shard(prefixes(name)).then(function (terms) {
        found.whole = {};
        merge(found.whole, (terms[name] || []).map(function (n, i) { return i % 2 ? n & 4 : n; }), 1);
        return found;
      });
    }).then(function (found) {
      if (!found.length) return { asked: [], hits: [] };
      var scores = null;
      found.forEach(function (pair, i) {
        var here = Object.assign({}, pair[0]), joined = Object.assign({}, pair[1]);
        if (i > 0) Object.keys(found[i - 1][1]).forEach(function (d) { joined[d] = Math.max(joined[d] || 0, found[i - 1][1][d]); });
        Object.keys(joined).forEach(function (d) { here[d] = Math.max(here[d] || 0, joined[d]); });
        if (scores === null) { scores = here; return; }
        var both = {};
        Object.keys(scores).forEach(function (d) { if (here[d]) both[d] = scores[d] + here[d]; });
        scores = both;
      });
      var whole = found.whole || {}; /* the query is, letter for letter, a name */
      Object.keys(whole).forEach(function (d) { if (scores[d]) scores[d] += whole[d] * asked.length; });
      var kinds = files.start.facets.kind, order = KINDS.map(function (k) { return k[0]; });
      var hits = Object.keys(scores).map(function (d) {
        var kind = kinds.codes[kinds.rows[d].charCodeAt(0) - 48];
        return { doc: +d, kind: kind, score: scores[d] / asked.length - order.indexOf(kind) * 0.5 };
      });
      hits.sort(function (a, b) { return b.score - a.score || a.doc - b.doc; });
      return phrases.length ? withPhrases(hits, phrases, asked) : { asked: asked, hits: hits };
    });
  }
  function document_(number) {
    var size = files.start.chunk;
    return load("d/" + Math.floor(number / size)).then(function (rows) { return rows[number % size]; });
  }
  function withPhrases(hits, phrases, asked) {
    return Promise.all(hits.slice(0, 400).map(function (hit) {
      return document_(hit.doc).then(function (row) {
        var texts = row[3].concat(row[4]).map(function (s) { return " " + tokens(s).join(" ") + " "; });
        return phrases.every(function (p) { return texts.some(function (t) { return t.indexOf(" " + p + " ") >= 0; }); }) ? hit : null;
      });
    })).then(function (kept) { return { asked: asked, hits: kept.filter(Boolean) }; });
  }

  /* What a reader sees -------------------------------------------------------------------------------- */

  function el(tag, attributes, children) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }
  function marked(sentence, asked) { /* the sentence as it is written, the words that match set off */
    var roots = asked.map(stem), pieces = [], last = 0, score = 0, pattern = /[\p{L}\p{N}\p{M}]+/gu, m;
    while ((m = pattern.exec(sentence))) {
      var parts = tokens(m[0]);
      var hit = parts.some(function (t) { var r = stem(t); return roots.some(function (q, i) { return r === q || (i === roots.length - 1 && t.indexOf(asked[i]) === 0) || (q.length > 4 && near(r, q)); }); });
      if (!hit) continue;
      score++;
      pieces.push(sentence.slice(last, m.index), el("mark", {}, [m[0]]));
      last = m.index + m[0].length;
    }
    pieces.push(sentence.slice(last));
    return { pieces: pieces, score: score };
  }
  function best(row, asked) {
    var chosen = { pieces: [], score: 0 };
    row[4].forEach(function (s) { var m = marked(s, asked); if (m.score > chosen.score) chosen = m; });
    if (!chosen.score) row[3].forEach(function (s) { var m = marked(s, asked); if (m.score > chosen.score) chosen = m; });
    return chosen.pieces;
  }
  function kindName(code) { var k = KINDS.find(function (k) { return k[0] === code; }); return k ? k[1] : code; }
  function facetName(facet, code) { return facet === "kind" ? kindName(code) : (words.names[code] || code); }

  var page = document.querySelector("[data-search-page]"), field = document.querySelector(page ? "[data-search-page] [data-search-input]" : "[data-search-input]");
  var FACETS = ["kind", "countries", "themes", "years", "sources"];
  var chosen = {}, turn = 0;

  function fromAddress() {
    var asked = new URLSearchParams(location.search);
    chosen = {};
    FACETS.forEach(function (f) { if (asked.get(f)) chosen[f] = asked.get(f); });
    return asked.get("q") || "";
  }
  function toAddress(query, push) {
    var asked = new URLSearchParams();
    if (query) asked.set("q", query);
    FACETS.forEach(function (f) { if (chosen[f]) asked.set(f, chosen[f]); });
    var url = location.pathname + (String(asked) ? "?" + asked : "");
    try { history[push ? "pushState" : "replaceState"](null, "", url); } catch (e) { /* a folder may forbid it */ }
  }
  function has(facet, doc, code) {
    var table = files.start.facets[facet];
    return Array.from(table.rows[doc]).some(function (c) { return table.codes[c.charCodeAt(0) - 48] === code; });
  }
  function narrowed(hits, except) {
    return hits.filter(function (hit) {
      return FACETS.every(function (f) { return f === except || !chosen[f] || has(f, hit.doc, chosen[f]); });
    });
  }
  function drawFacets(hits, again) {
    var box = page.querySelector("[data-search-facets]");
    box.replaceChildren();
    FACETS.forEach(function (facet) {
      var table = files.start.facets[facet], counts = {};
      narrowed(hits, facet).forEach(function (hit) {
        Array.from(table.rows[hit.doc]).forEach(function (c) { var code = table.codes[c.charCodeAt(0) - 48]; counts[code] = (counts[code] || 0) + 1; });
      });
      var codes = Object.keys(counts).sort(function (a, b) { return counts[b] - counts[a] || (a < b ? -1 : 1); }).slice(0, 12);
      if (!codes.length) return;
      box.append(el("fieldset", {}, [el("legend", {}, [words.facets[facet]])].concat(codes.map(function (code) {
        var on = chosen[facet] === code;
        var button = el("button", { type: "button", "aria-pressed": String(on) }, [facetName(facet, code) + " ", el("span", {}, [String(counts[code])])]);
        button.addEventListener("click", function () { if (on) delete chosen[facet]; else chosen[facet] = code; toAddress(field.value, true); again(); });
        return button;
      }))));
    });
  }
  function drawNothing(asked, list) {
    return load("terms").then(function (all) {
      var close = [];
      asked.forEach(function (word) {
        (all || []).forEach(function (term) { if (term.length > 3 && (near(term, stem(word)) || (word.length > 3 && term.indexOf(word.slice(0, 3)) === 0)) && close.length < 6) close.push(term); });
      });
      if (!close.length) return;
      list.append(el("p", {}, [words.nearest + " "].concat(close.map(function (term) { return el("a", { href: "?q=" + encodeURIComponent(term), "class": "near" }, [term]); }))));
    });
  }
  function draw() {
    var query = field.value, mine = ++turn, status = page.querySelector("[data-search-status]"), list = page.querySelector("[data-search-results]");
    search(query).then(function (result) {
      if (mine !== turn) return;
      if (!result.asked.length) { list.replaceChildren(); page.querySelector("[data-search-facets]").replaceChildren(); status.textContent = query.trim() ? words.none || "" : ""; return; }
      var hits = narrowed(result.hits), shown = hits.slice(0, SHOWN);
      drawFacets(result.hits, draw);
      return Promise.all(shown.map(function (hit) { return document_(hit.doc); })).then(function (rows) {
        if (mine !== turn) return;
        status.textContent = hits.length ? (hits.length === 1 ? words.one : words.many).replace("#", hits.length) : words.none;
        list.replaceChildren();
        var groups = {}, order = [];
        rows.forEach(function (row) { if (!groups[row[0]]) { groups[row[0]] = []; order.push(row[0]); } groups[row[0]].push(row); });
        order.forEach(function (kind) {
          list.append(el("section", {}, [el("h2", {}, [kindName(kind)]), el("ul", { "class": "index" }, groups[kind].map(function (row) {
            var cutAt = row[2].indexOf("#"), href = base + (cutAt < 0 ? row[2] : row[2].slice(0, cutAt)) + (root.getAttribute("data-search-file") || "") + (cutAt < 0 ? "" : row[2].slice(cutAt));
            return el("li", {}, [el("a", { href: href, "data-search-result": "" }, marked(row[1], result.asked).pieces), el("p", {}, best(row, result.asked))]);
          }))]));
        });
        if (!hits.length) return drawNothing(result.asked, list);
      });
    });
  }

  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && field) { event.preventDefault(); field.focus(); field.select(); }
    if (!page || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    var links = Array.from(page.querySelectorAll("[data-search-result]")), at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== field) return;
    var next = event.key === "ArrowDown" ? links[at + 1] : (at > 0 ? links[at - 1] : field);
    if (next) { event.preventDefault(); next.focus(); }
  });
  document.querySelectorAll("[data-search-input]").forEach(function (input) { input.addEventListener("focus", function () { load("start"); }); });
  if (page) {
    field.value = fromAddress();
    var wait;
    field.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(function () { toAddress(field.value, false); draw(); }, 40); });
    field.addEventListener("keydown", function (event) { if (event.key === "Escape") { field.value = ""; toAddress("", false); draw(); } });
    field.form.addEventListener("submit", function (event) { event.preventDefault(); toAddress(field.value, true); draw(); });
    addEventListener("popstate", function () { field.value = fromAddress(); draw(); });
    if (field.value) draw();
  }
})();
