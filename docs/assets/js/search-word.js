/* Search, 3 of 6: a word. What it weighs in each document: as it is, as the beginning of others, as two that a hyphen parts,
   as the name of a kind of things, with one typing error. */
(function () {
  "use strict";

  /* The word is the title, is an alias, stands in a short name, in a long one; in the text. */
  var NAMES = [90, 84, 36, 30], SAID = 4;
  var BEGUN = 0.6, MISTYPED = 0.4;
  var SHORTEST_PART = 2, LONGEST_JOINED = 40; /* letters of a word that two may make */
  var tokens = passerelles.tokens, stem = passerelles.stem, spelled = passerelles.spelled, numbers = passerelles.numbers;

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
      return index.saying(Array.from(new Set(both)), function (texts) { return texts.some(says); }, Infinity);
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

  passerelles.Weights = Weights;
  passerelles.lookup = lookup;
  passerelles.weigh = { names: NAMES, said: SAID, begun: BEGUN };
})();
