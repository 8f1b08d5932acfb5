/* Search, 3 of 5: a query. Every word that says something must be there, or most of them where hardly a page has all;
   the thing itself comes before what mentions it. */
(function () {
  "use strict";

  var LONGEST = 200, MOST_WORDS = 12; /* of a query: what is longer is not read to its end */
  /* The word is the title, is an alias, stands in a short name, in a long one; in the text. */
  var NAMES = [90, 84, 36, 30], SAID = 4;
  var BEGUN = 0.6, MISTYPED = 0.4;
  var OF_THE_SITE = 33; /* a page of the site that is called so comes behind all things that are, before what mentions it */
  var SHORTEST_PART = 2, LONGEST_JOINED = 40; /* letters of a word that two may make */
  var AT_ONCE = 24, MOST_VERIFIED = 240; /* documents read to verify a phrase */
  var FEW = 5; /* documents that have every word: where there are fewer, those that have most follow */
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
  Weights.prototype.say = function (n) {
    if (this.of[n] < SAID) this.of[n] = SAID;
    this.isEmpty = false;
  };

  /* One word: as it is, as the beginning of others while it is being typed, with one typing error. One letter alone
     begins too much to be worth reading; after another word it narrows. */
  function lookup(index, word, isOpen, isAlone) {
    var weights = new Weights(index.start.count), roots = rootsOf(index, word, isOpen);
    var exact = [], looked = Promise.all(roots.map(function (root) { return index.entry("t", root); }));
    var begun = isOpen && !(isAlone && word.length < 2) ? index.beginning(spelled(word, index.language)) : [];
    return Promise.all([looked, begun]).then(function (found) {
      exact = found[0];
      exact.forEach(function (posting) { weights.add(posting, 1); });
      found[1].forEach(function (posting) { weights.add(posting, BEGUN); });
      ofKind(index, roots, weights);
      return weights.isEmpty ? apart(index, word, weights) : weights;
    }).then(function () {
      return word.length >= 5 && !passerelles.isNumber(word) && (weights.isEmpty || isDoubtful(word, roots[0], exact)) ? mistyped(index, word, weights) : weights;
    });
  }

  /* That of the word; of the plural of which all but the last letter is typed; of the number written in letters. */
  function rootsOf(index, word, isOpen) {
    var forms = [word, passerelles.inLetters(word, index.language)].concat(isOpen ? [word + "s", word + "x"] : []).filter(Boolean);
    return Array.from(new Set(forms.map(function (form) { return stem(form, index.language); })));
  }

  /* A partnership need not call itself one: the name of its kind is a word of every thing. */
  function ofKind(index, roots, weights) {
    index.start.words.kinds.forEach(function (kind) {
      var isMeant = kind[2] && tokens(kind[1] + " " + kind[3]).some(function (word) { return roots.indexOf(stem(word, index.language)) >= 0; });
      var span = isMeant ? index.spanOf(kind[0]) : [0, 0];
      for (var n = span[0]; n < span[1]; n++) weights.say(n);
    });
  }

  /* A word that stands nowhere may be two that a hyphen parts: périurbain, péri-urbain. Where both stand the texts are
     read, for one must follow the other. */
  function apart(index, word, weights) {
    var root = stem(word, index.language), cuts = [];
    for (var i = SHORTEST_PART; i <= word.length - SHORTEST_PART && word.length < LONGEST_JOINED; i++) cuts.push(i);
    function says(text) {
      var words = tokens(text);
      return words.some(function (second, i) { return i > 0 && stem(words[i - 1] + second, index.language) === root; });
    }
    return entries(index, cuts.map(function (cut) { return word.slice(0, cut); })).then(function (firsts) {
      cuts = cuts.filter(function (_, i) { return firsts[i]; });
      firsts = firsts.filter(Boolean);
      return entries(index, cuts.map(function (cut) { return word.slice(cut); })).then(function (seconds) {
        return firsts.map(function (first, i) {
          var there = new Set(everywhere(seconds[i]));
          return everywhere(first).filter(function (n) { return there.has(n); });
        }).flat();
      });
    }).then(function (both) {
      return reading(index, Array.from(new Set(both)), function (texts) { return texts.some(says); }, MOST_VERIFIED);
    }).then(function (found) { found.hits.forEach(function (n) { weights.say(n); }); });
  }
  function entries(index, words) {
    return Promise.all(words.map(function (word) { return index.entry("t", stem(word, index.language)); }));
  }
  function everywhere(posting) { return posting ? posting.split("|").map(numbers).flat() : []; }

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

  /* The documents that have every word that is demanded, and those that have at least half of them; best first. */
  function combined(index, words, names) {
    var count = index.start.count, scores = new Float32Array(count), has = new Uint8Array(count), kinds = index.start.words.kinds;
    var demanded = words.filter(function (word) { return word.isDemanded; }).length, full = [], most = [];
    for (var n = 0; n < count; n++) {
      var sum = 0;
      for (var i = 0; i < words.length; i++) {
        if (words[i].isDemanded && words[i].of[n]) has[n]++;
        sum += words[i].of[n];
      }
      scores[n] = sum / words.length;
      if (has[n] === demanded) full.push(n); else if (has[n] * 2 >= demanded) most.push(n);
    }
    names.forEach(function (points, n) { if (scores[n]) scores[n] += points; });
    index.start.first.forEach(function (pair) {
      var order = kinds.findIndex(function (kind) { return kind[0] === pair[0]; }), span = index.spanOf(pair[0]);
      var behind = pair[0] === "page" ? OF_THE_SITE : order * 0.5;
      for (var n = span[0]; n < span[1]; n++) scores[n] -= behind;
    });
    function order(a, b) { return has[b] - has[a] || scores[b] - scores[a] || a - b; }
    return { full: full.sort(order), most: most, order: order };
  }

  /* The country of a thing is one of its words, where few say all that is asked for: a partnership seldom names it. */
  function inCountries(index, asked, words) {
    return index.column("countries").then(function (column) {
      var roots = column.names.map(function (name) { return tokens(name).map(function (word) { return stem(word, index.language); }); });
      asked.forEach(function (word, i) {
        var own = stem(word, index.language), meant = roots.map(function (name) { return name.indexOf(own) >= 0; });
        if (!words[i].isDemanded || meant.indexOf(true) < 0) return;
        for (var n = 0; n < index.start.count; n++) if (column.of(n).some(function (code) { return meant[code]; })) words[i].say(n);
      });
    });
  }

  /* The documents whose texts say it, in their order: read a few at a time until there are enough to show. */
  function reading(index, hits, says, enough) {
    var kept = [], at = 0;
    function next() {
      if (at >= hits.length || kept.length >= enough || at >= MOST_VERIFIED) return { hits: kept, isWhole: at >= hits.length };
      var now = hits.slice(at, at + AT_ONCE);
      at += AT_ONCE;
      return Promise.all(now.map(function (n) {
        return index.row(n).then(function (row) { return passerelles.sentences(index, n, row); });
      })).then(function (all) {
        all.forEach(function (texts, i) { if (says(texts)) kept.push(now[i]); });
        return next();
      });
    }
    return Promise.resolve(next());
  }
  function verified(index, hits, phrases, enough) {
    function read(text) { return " " + tokens(text).map(function (word) { return spelled(word, index.language); }).join(" ") + " "; }
    phrases = phrases.map(read);
    return reading(index, hits, function (texts) {
      var own = texts.map(read);
      return phrases.every(function (phrase) { return own.some(function (text) { return text.indexOf(phrase) >= 0; }); });
    }, enough);
  }

  /* Everything that a document says: its names, its first sentences, and the parts that follow. A part of a page has the
     title of that page, and does not say it. */
  passerelles.sentences = function (index, number, row) {
    var parts = [];
    for (var i = 0; i < row[4]; i++) parts.push(index.load("m/" + number + "-" + i));
    return Promise.all(parts).then(function (more) { return (row[1].indexOf("#") >= 0 ? [] : [row[0]]).concat(row[2], row[3], more.flat()); });
  };

  /* What the query finds: its words, the numbers of the documents, best first, how many of these have every word, and
     whether these are all. `narrow` keeps some of the documents (the facets chosen): before a phrase is verified, or those
     kept might never be read. `all` finds without it, as the counts of the facets ask. */
  passerelles.search = function (index, query, enough, narrow) {
    query = Array.from(query.normalize("NFC")).slice(0, LONGEST).join("");
    var asked = tokens(query).slice(0, MOST_WORDS), isOpen = !/[\s"»”]$/.test(query);
    var phrases = (query.match(/["«“]([^"»”]+)["»”]/g) || []).map(function (p) { return tokens(p).join(" "); }).filter(Boolean);
    var demanded = new Set(weighty(asked).concat(phrases.map(function (phrase) { return phrase.split(" "); }).flat()));
    return index.open().then(function () {
      return asked.length ? ranked(index, asked, demanded, isOpen, phrases.length > 0) : { full: [], most: [] };
    }).then(function (ranks) {
      var hits = ranks.full.concat(ranks.most), rest = new Set(ranks.most);
      function found(hits, number) {
        return (phrases.length ? verified(index, hits, phrases, number) : Promise.resolve({ hits: hits, isWhole: true })).then(function (own) {
          own.full = own.hits.filter(function (n) { return !rest.has(n); }).length;
          return own;
        });
      }
      return Promise.resolve(narrow ? narrow(hits) : hits).then(function (kept) {
        return found(kept, enough || MOST_VERIFIED).then(function (own) {
          own.asked = asked;
          own.isPossible = hits.length > 0;
          own.all = function () { return found(hits, MOST_VERIFIED); };
          return own;
        });
      });
    });
  };
  /* A word that is not demanded is not looked up, for it stands everywhere; unless it is being typed: another may begin so. */
  function ranked(index, asked, demanded, isOpen, isStrict) {
    function found(word, i) {
      var isTyped = isOpen && i === asked.length - 1, isDemanded = demanded.has(word);
      var weights = isDemanded || isTyped ? lookup(index, word, isTyped, demanded.size < 2) : new Weights(index.start.count);
      return Promise.resolve(weights).then(function (of) { of.isDemanded = isDemanded; return of; });
    }
    return Promise.all([
      Promise.all(asked.map(found)),
      pairs(index, asked, isOpen), whole(index, asked, isOpen)
    ]).then(function (found) {
      var words = found[0], joined = found[1], names = found[2];
      words.forEach(function (weights, i) { weights.join(joined[i - 1]); weights.join(joined[i]); });
      return filled(index, asked, words, names, isStrict || demanded.size < 2 || names.size > 0);
    });
  }
  /* Where few have every word, and no thing is called so: those too whose country is one of the words, or that have most. */
  function filled(index, asked, words, names, isStrict) {
    var ranks = combined(index, words, names);
    if (isStrict || ranks.full.length >= FEW) return { full: ranks.full, most: [] };
    return inCountries(index, asked, words).then(function () {
      ranks = combined(index, words, names);
      return { full: ranks.full, most: ranks.full.length < FEW ? ranks.most.sort(ranks.order) : [] };
    });
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
