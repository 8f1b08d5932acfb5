/* Search, 5 of 6: results as a reader sees them, whether below the field of the header or on the page of results. */
(function () {
  "use strict";

  var root = document.querySelector("[data-search-root]");
  if (!root) return;
  var base = root.getAttribute("data-search-root"), tokens = passerelles.tokens, weighty = passerelles.weighty, stem = passerelles.stem, spelled = passerelles.spelled, indexes = {};

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

  /* The words of a text, read once while one types: where each stands, its letters folded, its parts and their roots. */
  var read = {}, MOST_READ = 500;
  function wordsOf(text, language) {
    var kept = read[language] || (read[language] = new Map()), words = kept.get(text);
    if (words) return words;
    if (kept.size >= MOST_READ) kept.clear();
    words = Array.from(text.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}]+/gu), function (m) {
      var parts = tokens(m[0]);
      return { at: m.index, to: m.index + m[0].length, folded: parts.join(""), parts: parts, roots: parts.map(function (part) { return stem(part, language); }) };
    });
    kept.set(text, words);
    return words;
  }

  /* What makes a word one of those asked for, by its root; kept for all the texts of one query. */
  var latest = {}, BESIDE = "~", MOST_LEFT_OUT = 2; /* letters of a word that an error may cost, its ending included */
  function matcher(asked, language) {
    var key = language + " " + asked.join(" ");
    if (latest.key === key) return latest;
    var roots = asked.map(function (word) { return stem(word, language); }), letters = asked.map(function (word) { return passerelles.inLetters(word, language); }), known = new Map(), names = new Map();
    var joined = asked.slice(1).map(function (word, i) { return stem(asked[i] + word, language); });
    var begun = spelled(asked[asked.length - 1] || "", language), begunName = spelled(asked.slice(-2).join(""), language);
    var near = [], isLight = asked.map(function (word) { return weighty(asked).indexOf(word) < 0; });
    function slips(i) { return near[i] || (near[i] = passerelles.slips(asked[i], language)); }
    function asks(word, own) {
      var written = spelled(word, language);
      if (joined.indexOf(own) >= 0 || (asked.length > 1 && written.indexOf(begunName) === 0)) return "+" + own;
      for (var i = 0; i < roots.length; i++) {
        var isBegun = i === roots.length - 1 && (i || begun.length > 1) && written.indexOf(begun) === 0;
        if (own === roots[i] || own === letters[i] || isBegun) return (isLight[i] ? BESIDE : "") + roots[i];
      }
      for (i = 0; i < roots.length; i++) {
        if (asked[i].length < 5 || passerelles.isNumber(asked[i]) || isLight[i] || asked[i].length > word.length + MOST_LEFT_OUT) continue;
        if (slips(i).has(own) || (Math.abs(own.length - roots[i].length) < 2 && passerelles.distance(own, roots[i]) < 2)) return roots[i];
      }
      return "";
    }
    latest = {
      key: key,
      match: function (word, own) {
        if (!known.has(word)) known.set(word, asks(word, own));
        return known.get(word);
      },
      isName: function (letters) { /* two or three words that were asked for as one */
        if (!names.has(letters)) {
          var own = stem(letters, language);
          names.set(letters, asked.some(function (word, i) { return word.length > 3 && roots[i] === own; }));
        }
        return names.get(letters);
      }
    };
    return latest;
  }

  /* Where the text says what was asked: beginnings and ends; the score is how many of the words asked it has. Those that
     join others count for nothing, and are set off beside one that does: «la» of «la ville», where both were asked. */
  function places(text, asked, language) {
    var query = matcher(asked, language), words = wordsOf(text, language), seen = {}, spans = [];
    var hits = words.map(function (word) {
      var hit = "";
      word.parts.forEach(function (part, i) { hit = hit || query.match(part, word.roots[i]); });
      return hit;
    });
    words.forEach(function (word, i) {
      var letters = word.folded;
      for (var last = i + 1; letters && last < Math.min(i + 3, words.length); last++) {
        letters += words[last].folded;
        if (!words[last].folded || !query.isName(letters)) continue;
        for (var at = i; at <= last; at++) hits[at] = hits[at] || "=" + letters;
      }
    });
    function isLight(hit) { return hit.indexOf(BESIDE) === 0; }
    function counts(hit) { return Boolean(hit) && !isLight(hit); }
    words.forEach(function (word, i) {
      if (!hits[i] || (isLight(hits[i]) && !counts(hits[i - 1]) && !counts(hits[i + 1]))) return;
      if (counts(hits[i])) seen[hits[i]] = true;
      spans.push(word.at, word.to);
    });
    return { text: text, spans: spans, language: language, score: Object.keys(seen).length };
  }

  /* French spaces as in the pages: narrow before ; ! ? », after «, fixed before the colon. One for one: what was found stays in its place. */
  function spaced(text, language) {
    if (language !== "fr") return text;
    return text.replace(/[ \u00a0](?=[;!?»])/g, "\u202f").replace(/«[ \u00a0]/g, "«\u202f").replace(/ (?=:)/g, "\u00a0");
  }

  /* The text as it is written, what matches set off. */
  function pieces(found) {
    var made = [], end = 0;
    found = { text: spaced(found.text, found.language), spans: found.spans };
    for (var i = 0; i < found.spans.length; i += 2) {
      made.push(found.text.slice(end, found.spans[i]), el("mark", {}, [found.text.slice(found.spans[i], found.spans[i + 1])]));
      end = found.spans[i + 1];
    }
    made.push(found.text.slice(end));
    return made;
  }

  function best(sentences, asked, language) {
    var chosen = { text: "", spans: [], score: 0 };
    sentences.forEach(function (sentence) {
      var found = places(sentence, asked, language);
      if (found.score > chosen.score) chosen = found;
    });
    return chosen;
  }

  /* The sentence that shows why a document was found; a long document is read on until all the words are met. */
  function excerpt(index, number, row, asked) {
    var chosen = best(row[3], asked, index.language);
    var inTitle = places(row[0], asked, index.language).score;
    function next(part) {
      if (part >= row[4] || chosen.score >= weighty(asked).length || (chosen.score && inTitle)) return chosen;
      return index.load("m/" + number + "-" + part).then(function (more) {
        var found = best(more, asked, index.language);
        if (found.score > chosen.score) chosen = found;
        return next(part + 1);
      });
    }
    return Promise.resolve(next(0)).then(function (found) {
      if (found.score) return found;
      if (index.kindOf(number) === "page") return places(row[3][0] || "", asked, index.language); /* found by its title, which stands above */
      return best(row[2], asked, index.language);
    });
  }

  function kindOf(index, code) { return index.start.words.kinds.find(function (k) { return k[0] === code; }) || [code, code]; }
  function kindName(index, code) { return kindOf(index, code)[1]; }
  /* The same of one thing: «territoire»; of what has no such name, that of the group. */
  function kindOfOne(index, code) { return kindOf(index, code)[3] || kindName(index, code); }

  /* A count with its thousands set apart, as the language of the page does it. */
  function grouped(number) { return number.toLocaleString(document.documentElement.lang); }

  function counted(words, number, isWhole) {
    if (!isWhole) return number ? words.least.replace("#", grouped(number)) : words.unread;
    return number ? (number === 1 ? words.one : words.many).replace("#", grouped(number)) : words.none;
  }

  /* What is said of a query: how many have all its words; else, where some have most of them or are near, that they do. */
  function told(words, result, isNear) {
    if (result.full) return counted(words, result.full, result.isWhole);
    if (result.hits.length) return words.most;
    return isNear && !result.isPossible ? words.near : counted(words, 0, result.isWhole); /* «Rennes» is written so: of another kind than the one chosen */
  }

  /* What is said where the files cannot be read: it stands in the page, for the words of the index may be what fails. */
  var unreachable = root.getAttribute("data-search-unreachable");

  passerelles.show = { unreachable: unreachable, indexOf: indexOf, el: el, href: href, places: places, pieces: pieces, excerpt: excerpt, kindName: kindName, kindOfOne: kindOfOne, counted: counted, told: told, grouped: grouped };
})();
