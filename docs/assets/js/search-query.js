/* Search, 4 of 6: a query. Every word that says something must be there, or most of them where hardly a page has all;
   the thing itself comes before what mentions it. */
(function () {
  "use strict";

  var LONGEST = 200, MOST_WORDS = 12; /* of a query: what is longer is not read to its end */
  var NAMES = passerelles.weigh.names, BEGUN = passerelles.weigh.begun;
  var OF_THE_SITE = 33; /* a page of the site that is called so comes behind all things that are, before what mentions it */
  var FEW = 5; /* documents that have every word: where there are fewer, those that have most follow */
  var Weights = passerelles.Weights, lookup = passerelles.lookup, tokens = passerelles.tokens, weighty = passerelles.weighty, stem = passerelles.stem, spelled = passerelles.spelled, numbers = passerelles.numbers;

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

  /* The documents that say the phrases, in their order. */
  function verified(index, hits, phrases, enough) {
    function read(text) { return " " + tokens(text).map(function (word) { return spelled(word, index.language); }).join(" ") + " "; }
    phrases = phrases.map(read);
    return index.saying(hits, function (texts) {
      var own = texts.map(read);
      return phrases.every(function (phrase) { return own.some(function (text) { return text.indexOf(phrase) >= 0; }); });
    }, enough);
  }

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
        return found(kept, enough || Infinity).then(function (own) {
          own.asked = asked;
          own.isPossible = hits.length > 0;
          own.all = function () { return found(hits, Infinity); };
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
