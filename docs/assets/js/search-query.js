/* Search, 3 of 5: a query. Every word that says something must be there; the thing itself comes before what mentions it. */
(function () {
  "use strict";

  var LONGEST = 200, MOST_WORDS = 12; /* of a query: what is longer is not read to its end */
  /* The word is the title, is an alias, stands in a short name, in a long one; in the text. */
  var NAMES = [90, 84, 36, 30], SAID = 4;
  var BEGUN = 0.6, MISTYPED = 0.4;
  var OF_THE_SITE = 33; /* a page of the site that is called so comes behind all things that are, before what mentions it */
  var AT_ONCE = 24, MOST_VERIFIED = 240; /* documents read to verify a phrase */
  var tokens = passerelles.tokens, weighty = passerelles.weighty, stem = passerelles.stem, spelled = passerelles.spelled, numbers = passerelles.numbers;

  /* Weights by document, of one word. */
  function Weights(count) { this.of = new Float32Array(count); this.isEmpty = true; }
  Weights.prototype.add = function (posting, factor) {
    if (!posting) return;
    var of = this.of, lists = posting.split("|").map(numbers), here = {};
    lists[NAMES.length].forEach(function (n) { here[n] = true; if (of[n] < SAID * factor) of[n] = SAID * factor; });
    NAMES.forEach(function (weight, i) {
      lists[i].forEach(function (n) { of[n] = Math.max(of[n], (weight + (here[n] ? SAID : 0)) * factor); });
    });
    this.isEmpty = false;
  };
  Weights.prototype.join = function (other) {
    if (!other || other.isEmpty) return;
    for (var n = 0; n < this.of.length; n++) if (other.of[n] > this.of[n]) this.of[n] = other.of[n];
    this.isEmpty = false;
  };

  /* One word: as it is, as the beginning of others while it is being typed, with one typing error. One letter alone
     begins too much to be worth reading; after another word it narrows. */
  function lookup(index, word, isOpen, isAlone) {
    var weights = new Weights(index.start.count), roots = rootsOf(index, word, isOpen);
    var exact = roots.map(function (root) { return index.entry("t", root); });
    var begun = isOpen && !(isAlone && word.length < 2) ? index.beginning(spelled(word, index.language)) : [];
    return Promise.all([Promise.all(exact), begun]).then(function (found) {
      found[0].forEach(function (posting) { weights.add(posting, 1); });
      found[1].forEach(function (posting) { weights.add(posting, BEGUN); });
      return word.length >= 5 && !passerelles.isNumber(word) && (weights.isEmpty || isDoubtful(word, roots[0], found[0])) ? mistyped(index, word, weights) : weights;
    });
  }

  /* That of the word; of the plural of which all but the last letter is typed; of the number written in letters. */
  function rootsOf(index, word, isOpen) {
    var forms = [word, passerelles.inLetters(word, index.language)].concat(isOpen ? [word + "s", word + "x"] : []).filter(Boolean);
    return Array.from(new Set(forms.map(function (form) { return stem(form, index.language); })));
  }

  /* A long word of which little is left may be another's by chance: asises leaves asi, as Asie does. Not one that is the
     whole name of a thing, as Rennes is. */
  function isDoubtful(word, root, exact) {
    function isName(posting) { return Boolean(posting) && posting.split("|").slice(0, 2).some(Boolean); }
    return word.length >= 6 && root.length <= 3 && !exact.some(isName);
  }

  /* An error stands either after the first half of a word or before the second: one of them is as it should be. In a
     short root a swap may touch both; then the swapped beginning is. */
  function mistyped(index, word, weights) {
    var root = stem(word, index.language), half = Math.ceil(root.length / 2), isFound = !weights.isEmpty;
    var variants = passerelles.slips(word, index.language, isFound);
    var sought = [index.terms(root.slice(0, Math.max(2, half - 1)), root.slice(half))];
    if (half < 3) sought.push(index.terms(root.slice(0, 1) + root.slice(2, 3), ""));
    return Promise.all(sought).then(function (found) {
      var close = Array.from(new Set(found.flat())).filter(function (term) {
        return term !== root && (variants.has(term) || (!isFound && Math.abs(term.length - root.length) < 2 && passerelles.distance(term, root) < 2));
      });
      return Promise.all(close.map(function (term) { return index.entry("t", term); }));
    }).then(function (postings) {
      postings.forEach(function (posting) { weights.add(posting, MISTYPED); });
      return weights;
    });
  }

  /* Two neighbours may be one name (Ha Noi, Hanoi), or the whole query be one (Thừa Thiên Huế); while the last word is
     typed (ha n, yen b) also the beginning of one. The split form finds what the joined one does, and besides it what has
     its words apart. */
  function joinedTerms(index, words, isOpen) {
    var name = words.join("");
    return Promise.all([index.entry("t", stem(name, index.language)), isOpen ? index.beginning(spelled(name, index.language)) : []]);
  }
  function pairs(index, asked, isOpen) {
    return Promise.all(asked.slice(1).map(function (word, i) {
      return joinedTerms(index, [asked[i], word], isOpen && i === asked.length - 2).then(function (found) {
        var weights = new Weights(index.start.count);
        weights.add(found[0], 1);
        found[1].forEach(function (posting) { weights.add(posting, BEGUN); });
        return weights;
      });
    }));
  }
  /* The things that have the query for a name: what is to be added to their scores. */
  function whole(index, asked, isOpen) {
    var bonus = new Map();
    function add(posting, points) {
      posting.split("|").slice(0, 2).map(numbers).flat().forEach(function (n) { bonus.set(n, points); });
    }
    if (asked.length < 2 || asked.length > 4) return Promise.resolve(bonus);
    return joinedTerms(index, asked, isOpen).then(function (found) {
      found[1].forEach(function (posting) { add(posting, NAMES[0] * BEGUN); });
      if (found[0]) add(found[0], NAMES[0]);
      return bonus;
    });
  }

  function combined(index, words, joined, names) {
    var count = index.start.count, scores = new Float32Array(count), kinds = index.start.words.kinds, hits = [];
    words.forEach(function (weights, i) { weights.join(joined[i - 1]); weights.join(joined[i]); });
    for (var n = 0; n < count; n++) {
      var sum = 0;
      for (var i = 0; i < words.length; i++) {
        if (words[i].isDemanded && !words[i].of[n]) { sum = 0; break; }
        sum += words[i].of[n];
      }
      if (sum) { scores[n] = sum / words.length; hits.push(n); }
    }
    names.forEach(function (points, n) { if (scores[n]) scores[n] += points; });
    index.start.first.forEach(function (pair, at) {
      var order = kinds.findIndex(function (kind) { return kind[0] === pair[0]; }), next = index.start.first[at + 1];
      var behind = pair[0] === "page" ? OF_THE_SITE : order * 0.5;
      for (var n = pair[1]; n < (next ? next[1] : count); n++) scores[n] -= behind;
    });
    return hits.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
  }

  /* The documents that say the phrases, in their order: read a few at a time until there are enough to show. */
  function verified(index, hits, phrases, enough) {
    var kept = [], at = 0;
    function read(text) { return tokens(text).map(function (word) { return spelled(word, index.language); }).join(" "); }
    phrases = phrases.map(read);
    function says(texts) {
      return phrases.every(function (phrase) { return texts.some(function (text) { return text.indexOf(" " + phrase + " ") >= 0; }); });
    }
    function next() {
      if (at >= hits.length || kept.length >= enough || at >= MOST_VERIFIED) return { hits: kept, isWhole: at >= hits.length };
      var now = hits.slice(at, at + AT_ONCE);
      at += AT_ONCE;
      return Promise.all(now.map(function (n) {
        return index.row(n).then(function (row) { return passerelles.sentences(index, n, row); });
      })).then(function (all) {
        all.forEach(function (texts, i) {
          if (says(texts.map(function (text) { return " " + read(text) + " "; }))) kept.push(now[i]);
        });
        return next();
      });
    }
    return Promise.resolve(next());
  }

  /* Everything that a document says: its names, its first sentences, and the parts that follow. A part of a page has the
     title of that page, and does not say it. */
  passerelles.sentences = function (index, number, row) {
    var parts = [];
    for (var i = 0; i < row[4]; i++) parts.push(index.load("m/" + number + "-" + i));
    return Promise.all(parts).then(function (more) { return (row[1].indexOf("#") >= 0 ? [] : [row[0]]).concat(row[2], row[3], more.flat()); });
  };

  /* What the query finds: its words, the numbers of the documents, best first, and whether these are all. `narrow` keeps
     some of the documents (the facets chosen): before a phrase is verified, or those kept might never be read. `all`
     finds without it, as the counts of the facets ask. */
  passerelles.search = function (index, query, enough, narrow) {
    query = Array.from(query.normalize("NFC")).slice(0, LONGEST).join("");
    var asked = tokens(query).slice(0, MOST_WORDS), isOpen = !/[\s"»”]$/.test(query);
    var phrases = (query.match(/["«“]([^"»”]+)["»”]/g) || []).map(function (p) { return tokens(p).join(" "); }).filter(Boolean);
    var demanded = new Set(weighty(asked).concat(phrases.map(function (phrase) { return phrase.split(" "); }).flat()));
    function found(hits, number) {
      return phrases.length ? verified(index, hits, phrases, number) : Promise.resolve({ hits: hits, isWhole: true });
    }
    return index.open().then(function () {
      return asked.length ? ranked(index, asked, demanded, isOpen) : [];
    }).then(function (hits) {
      return Promise.resolve(narrow ? narrow(hits) : hits).then(function (kept) {
        return found(kept, enough || MOST_VERIFIED).then(function (own) {
          return { asked: asked, hits: own.hits, isWhole: own.isWhole, isPossible: hits.length > 0, all: function () { return found(hits, MOST_VERIFIED); } };
        });
      });
    });
  };
  /* A word that is not demanded is not looked up, for it stands everywhere; unless it is being typed: another may begin so. */
  function ranked(index, asked, demanded, isOpen) {
    function found(word, i) {
      var isTyped = isOpen && i === asked.length - 1, isDemanded = demanded.has(word);
      var weights = isDemanded || isTyped ? lookup(index, word, isTyped, demanded.size < 2) : new Weights(index.start.count);
      return Promise.resolve(weights).then(function (of) { of.isDemanded = isDemanded; return of; });
    }
    return Promise.all([
      Promise.all(asked.map(found)),
      pairs(index, asked, isOpen), whole(index, asked, isOpen)
    ]).then(function (found) { return combined(index, found[0], found[1], found[2]); });
  }

  /* The things whose names are nearest to what was typed, for who finds nothing. */
  passerelles.nearest = function (index, asked, most) {
    var words = weighty(asked).filter(function (word) { return word.length > 2 && word.length < 40; }).slice(0, 4);
    return Promise.all(words.map(function (word) { return named(index, word); })).then(function (found) {
      var near = found.flat().sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }), seen = {}, kept = [];
      near.forEach(function (pair) { if (!seen[pair[1]] && kept.length < most) { seen[pair[1]] = true; kept.push(pair[1]); } });
      return kept;
    });
  };
  function named(index, word) {
    var root = stem(word, index.language), furthest = Math.max(1, Math.floor(root.length / 3)), by = {};
    return index.terms(root.slice(0, 2), root.slice(-3)).then(function (terms) {
      terms.forEach(function (term) {
        var far = Math.abs(term.length - root.length) > furthest ? 99 : passerelles.distance(term, root);
        if (far <= furthest) by[term] = far;
      });
      var close = Object.keys(by).sort(function (a, b) { return by[a] - by[b]; }).slice(0, 6);
      return Promise.all(close.map(function (term) { return index.entry("t", term); })).then(function (postings) {
        return postings.map(function (posting, i) {
          var lists = posting.split("|").map(numbers);
          return NAMES.map(function (_, place) {
            return lists[place].map(function (n) { return [by[close[i]] + place / 10, n]; });
          }).flat().slice(0, 3);
        }).flat();
      });
    });
  }
})();
