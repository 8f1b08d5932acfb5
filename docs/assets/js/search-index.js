/* Search, 2 of 6: the files of the index of one language. They are small scripts (search/<language>/…) that say
   passerelles.take(name, data): no server, no worker, no fetch, the same from a folder as from a host.
   scripts/passerelles/search/index.py says what they hold. */
(function () {
  "use strict";

  var SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", VALUE = {};
  Array.from(SIGNS).forEach(function (sign, i) { VALUE[sign] = i; });
  var AT_ONCE = 24, MOST_READ = 240; /* documents read for what they say */
  var FIRST = 0x30; /* of the signs of a facet's column */
  var taken = {}, asked = {};

  passerelles.take = function (name, data) { taken[name] = data; };

  function load(base, name) {
    if (!asked[name]) {
      asked[name] = new Promise(function (done, failed) {
        var script = document.createElement("script");
        script.src = base + "search/" + name + ".js";
        script.onload = function () { script.remove(); done(taken[name]); };
        script.onerror = function () { script.remove(); delete asked[name]; failed(new Error(name)); };
        document.head.appendChild(script);
      });
    }
    return asked[name];
  }

  /* By code point, as the tables are sorted: JavaScript's own order differs beyond the first plane. */
  function isAfter(a, b) {
    var p = Array.from(a), q = Array.from(b), i = 0;
    while (i < p.length && i < q.length && p[i] === q[i]) i++;
    if (i === p.length || i === q.length) return p.length > q.length;
    return p[i].codePointAt(0) > q[i].codePointAt(0);
  }

  /* How many of these sorted keys come before the word or are it. */
  function upTo(keys, word) {
    var low = 0, high = keys.length, middle;
    while (low < high) {
      middle = (low + high) >> 1;
      if (isAfter(keys[middle], word)) high = middle; else low = middle + 1;
    }
    return low;
  }

  /* The numbers that scripts/passerelles/search/tables.py wrote as gaps. */
  function numbers(gaps) {
    var found = [], last = -1, gap = 0, shift = 0;
    for (var i = 0; i < gaps.length; i++) {
      var value = VALUE[gaps[i]];
      gap += (value & 31) << shift;
      shift += 5;
      if (value < 32) { last += gap + 1; found.push(last); gap = shift = 0; }
    }
    return found;
  }

  function Index(base, language) { this.base = base; this.language = language; this.columns = {}; }

  Index.prototype.load = function (name) { return load(this.base, this.language + "/" + name); };

  Index.prototype.open = function () {
    var index = this;
    return this.load("start").then(function (start) { index.start = start; return index; });
  };

  /* Entries by key of a table: those between the first and last block that may hold what begins so. */
  Index.prototype.blocks = function (table, from, to) {
    var wanted = [];
    for (var i = from; i < to; i++) wanted.push(this.load(table + "/" + i));
    return Promise.all(wanted);
  };
  Index.prototype.span = function (table, prefix) {
    var keys = this.start.keys[table];
    return [Math.max(0, upTo(keys, prefix) - 1), upTo(keys, prefix + "\u{10ffff}")];
  };

  /* What the table says of a key; undefined where it has none. */
  Index.prototype.entry = function (table, key) {
    var keys = this.start.keys[table], at = upTo(keys, key) - 1;
    if (at < 0) return Promise.resolve(undefined);
    return this.load(table + "/" + at).then(function (rows) {
      for (var i = 0; i < rows.length; i += 2) if (rows[i] === key) return rows[i + 1];
      return undefined;
    });
  };

  /* The postings of what begins so: one entry where the beginning is a common one, else those of its terms. */
  Index.prototype.beginning = function (prefix) {
    var span = this.span("t", prefix);
    if (span[1] - span[0] > 2) return this.entry("p", prefix).then(function (found) { return found ? [found] : []; });
    return this.blocks("t", span[0], span[1]).then(function (blocks) {
      var found = [];
      blocks.forEach(function (rows) {
        for (var i = 0; i < rows.length; i += 2) if (rows[i].indexOf(prefix) === 0) found.push(rows[i + 1]);
      });
      return found;
    });
  };

  /* The terms that begin with one run of letters or end with the other, where there is another; those of a small index
     stand nowhere but with their postings. */
  Index.prototype.terms = function (beginning, ending) {
    if (!this.start.keys.w.length) return this.blocks("t", 0, this.start.keys.t.length).then(function (blocks) {
      var all = blocks.map(function (rows) { return rows.filter(function (_, i) { return i % 2 === 0; }); }).flat();
      return all.filter(function (t) { return t.indexOf(beginning) === 0 || (ending && t.endsWith(ending)); }).sort();
    });
    var back = Array.from(ending).reverse().join(""), one = this.span("w", beginning), two = ending ? this.span("v", back) : [0, 0];
    return Promise.all([this.blocks("w", one[0], one[1]), this.blocks("v", two[0], two[1])]).then(function (sides) {
      var found = {};
      sides[0].forEach(function (rows) { rows.forEach(function (t) { if (t.indexOf(beginning) === 0) found[t] = true; }); });
      sides[1].forEach(function (rows) { rows.forEach(function (t) { if (t.indexOf(back) === 0) found[Array.from(t).reverse().join("")] = true; }); });
      return Object.keys(found).sort();
    });
  };

  /* A document: title, address, other names, first sentences, number of parts that follow. */
  Index.prototype.row = function (number) {
    var size = this.start.chunk;
    return this.load("d/" + Math.floor(number / size)).then(function (rows) { return rows[number % size]; });
  };
  /* Everything that a document says: its names, its first sentences, and the parts that follow. A part of a page has the
     title of that page, and does not say it. */
  Index.prototype.texts = function (number) {
    var index = this;
    return this.row(number).then(function (row) {
      var parts = [];
      for (var i = 0; i < row[4]; i++) parts.push(index.load("m/" + number + "-" + i));
      return Promise.all(parts).then(function (more) { return (row[1].indexOf("#") >= 0 ? [] : [row[0]]).concat(row[2], row[3], more.flat()); });
    });
  };
  /* Those of the documents whose texts say it, in their order: read a few at a time until there are enough to show. */
  Index.prototype.saying = function (hits, says, enough) {
    var index = this, kept = [], at = 0;
    function next() {
      if (at >= hits.length || kept.length >= enough || at >= MOST_READ) return { hits: kept, isWhole: at >= hits.length };
      var now = hits.slice(at, at + AT_ONCE);
      at += AT_ONCE;
      return Promise.all(now.map(function (n) { return index.texts(n); })).then(function (all) {
        all.forEach(function (texts, i) { if (says(texts)) kept.push(now[i]); });
        return next();
      });
    }
    return Promise.resolve(next());
  };
  Index.prototype.kindOf = function (number) {
    var first = this.start.first, at = first.length - 1;
    while (at > 0 && first[at][1] > number) at--;
    return first[at][0];
  };

  /* The first document of a kind, and the first after them. */
  Index.prototype.spanOf = function (kind) {
    var first = this.start.first, at = first.findIndex(function (pair) { return pair[0] === kind; });
    return at < 0 ? [0, 0] : [first[at][1], at + 1 < first.length ? first[at + 1][1] : this.start.count];
  };

  /* A facet: its codes, their names, and for each document the numbers of its codes. */
  Index.prototype.column = function (facet) {
    var index = this;
    if (facet === "kind") return Promise.resolve(this.kindColumn());
    if (!this.columns[facet]) {
      this.columns[facet] = this.load("f/" + facet).then(function (file) {
        var cells = file.rows.split(",");
        return { codes: file.codes, names: file.names, of: function (number) {
          return Array.from(cells[number], function (sign) { return sign.charCodeAt(0) - FIRST; });
        } };
      });
    }
    return this.columns[facet];
  };
  Index.prototype.kindColumn = function () {
    var index = this, kinds = this.start.words.kinds, codes = kinds.map(function (kind) { return kind[0]; });
    return { codes: codes, names: kinds.map(function (kind) { return kind[1]; }), of: function (number) {
      return [codes.indexOf(index.kindOf(number))];
    } };
  };

  passerelles.Index = Index;
  passerelles.numbers = numbers;
})();
