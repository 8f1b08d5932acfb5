/* Search, 4 of 5: results as a reader sees them, whether below the field of the header or on the page of results. */
(function () {
  "use strict";

  var root = document.querySelector("[data-search-root]");
  if (!root) return;
  var base = root.getAttribute("data-search-root"), tokens = passerelles.tokens, stem = passerelles.stem, indexes = {};

  /* The index of a language, the page's own by default. */
  function indexOf(language) {
    language = language || document.documentElement.lang;
    if (!indexes[language]) indexes[language] = new passerelles.Index(base, language);
    return indexes[language];
  }

  function el(tag, attributes, children) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }

  /* An address from the root of the site as a link of this page; in a folder a page is a file. */
  function href(address) {
    var parts = address.split("#"), file = root.getAttribute("data-search-file") || "";
    return base + parts[0] + file + (parts.length > 1 ? "#" + parts[1] : "");
  }

  /* What makes a word of a text one of those asked for. */
  function matcher(asked, language) {
    var roots = asked.map(function (word) { return stem(word, language); });
    var joined = asked.slice(1).map(function (word, i) { return stem(asked[i] + word, language); });
    return function (word) {
      var own = stem(word, language);
      if (joined.indexOf(own) >= 0) return "+" + own;
      for (var i = 0; i < roots.length; i++) {
        var isBegun = i === roots.length - 1 && asked[i].length > 1 && word.indexOf(asked[i]) === 0;
        if (own === roots[i] || isBegun) return roots[i];
      }
      for (i = 0; i < roots.length; i++) {
        if (asked[i].length >= 5 && Math.abs(own.length - roots[i].length) < 2 && passerelles.distance(own, roots[i]) < 2) return roots[i];
      }
      return "";
    };
  }

  /* The sentence as it is written, what matches set off; the score is how many of the words asked it has. */
  function marked(sentence, asked, language) {
    var match = matcher(asked, language), pattern = /[\p{L}\p{N}\p{M}\p{Cf}]+/gu, words = [], m;
    while ((m = pattern.exec(sentence))) {
      var parts = tokens(m[0]), hit = "";
      parts.forEach(function (part) { hit = hit || match(part); });
      words.push({ at: m.index, to: m.index + m[0].length, folded: parts.join(""), hit: hit });
    }
    words.forEach(function (word, i) { /* a name in two or three words that was asked for as one */
      var joined = word.folded;
      for (var last = i + 1; last < Math.min(i + 3, words.length); last++) {
        joined += words[last].folded;
        var hit = word.folded && words[last].folded && asked.some(function (w) { return w.length > 3 && stem(w, language) === stem(joined, language); });
        if (hit) words.slice(i, last + 1).forEach(function (part) { part.hit = part.hit || "=" + joined; });
      }
    });
    var pieces = [], end = 0, seen = {};
    words.forEach(function (word) {
      if (!word.hit) return;
      seen[word.hit] = true;
      pieces.push(sentence.slice(end, word.at), el("mark", {}, [sentence.slice(word.at, word.to)]));
      end = word.to;
    });
    pieces.push(sentence.slice(end));
    return { pieces: pieces, score: Object.keys(seen).length };
  }

  function best(sentences, asked, language) {
    var chosen = { pieces: [], score: 0 };
    sentences.forEach(function (sentence) {
      var found = marked(sentence, asked, language);
      if (found.score > chosen.score) chosen = found;
    });
    return chosen;
  }

  /* The sentence that shows why a document was found; a long document is read on until all the words are met. */
  function excerpt(index, number, row, asked) {
    var chosen = best(row[3], asked, index.language);
    var inTitle = marked(row[0], asked, index.language).score;
    function next(part) {
      if (part >= row[4] || chosen.score >= asked.length || (chosen.score && inTitle)) return chosen;
      return index.load("m/" + number + "-" + part).then(function (more) {
        var found = best(more, asked, index.language);
        if (found.score > chosen.score) chosen = found;
        return next(part + 1);
      });
    }
    return Promise.resolve(next(0)).then(function (found) {
      return found.score ? found.pieces : best(row[2], asked, index.language).pieces;
    });
  }

  function kindName(index, code) {
    var kind = index.start.words.kinds.find(function (k) { return k[0] === code; });
    return kind ? kind[1] : code;
  }

  function counted(words, number, isWhole) {
    if (!isWhole) return words.least.replace("#", number);
    return number ? (number === 1 ? words.one : words.many).replace("#", number) : words.none;
  }

  passerelles.show = { indexOf: indexOf, el: el, href: href, marked: marked, excerpt: excerpt, kindName: kindName, counted: counted };
})();
