/* Search, 1 of 6: words as a reader may type them. No case, accent, ligature, apostrophe, hyphen or light inflection
   is left. These are the rules of scripts/passerelles/search/fold.py, letter for letter: a test compares the two. */
(function () {
  "use strict";

  var PLAIN = { "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "œ": "oe", "æ": "ae", "ß": "ss" };
  var APOSTROPHES = /[ʹʻʼʽʾʿˈꞌ]/g, HIRAGANA = /[\u3041-\u3096]/g; /* letters to Unicode; written as katakana */
  var ELIDED = " c d j l m n s t qu jusqu lorsqu puisqu quoiqu ", SHORTEST = 3, AS_WRITTEN = 3;
  /* Words that join others, in French and in English: one may type either on any page. «Le Havre» becomes «du Havre». */
  var LIGHT = new Set(("le la les un une de du des a au aux en et ou par pour dans sur avec entre ce cet cette ces qui que " +
    "quel quelle quels quelles quoi dont comment quand son sa ses leur leurs il elle ils elles nous vous sont ont " +
    "the an of in on at to by for with from and or as who whose what which where when how is are was were be been " +
    "do does did has have had it its this that these those their there").split(" "));

  /* French plurals, without their x, that are not as most of those in -aux or in -eaux. */
  var FROM_AUX = { ideau: "ideal" }, ROMAN = {};
  "b cor em soupir trav vant vitr".split(" ").forEach(function (word) { FROM_AUX[word + "au"] = word + "ail"; });
  ["", "x", "xx", "xxx"].forEach(function (tens, ten) {
    ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].forEach(function (ones, one) { ROMAN[tens + ones] = String(10 * ten + one); });
  });
  var NO_ORDINAL = /^vies?$/; /* lives, far more often than sixth ones */

  function fold(words) {
    return words.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}]/gu, "").normalize("NFC")
      .replace(/[đðøłıœæß]/g, function (sign) { return PLAIN[sign]; }).replace(APOSTROPHES, " ")
      .replace(HIRAGANA, function (sign) { return String.fromCharCode(sign.charCodeAt(0) + 0x60); });
  }

  /* The number of an edition without its ending: 12es, 12e, 12ème, 12th and XIIe are 12; any other word as it is. */
  function cardinal(word) {
    var found = /^([0-9]+)(?:es?|i?emes?|ers?|eres?|res?|st|nde?|rd|th)$/.exec(word);
    if (found) return found[1];
    found = NO_ORDINAL.test(word) ? null : /^([ivx]{2,})(?:es?|i?emes?|th)$/.exec(word);
    return found && ROMAN[found[1]] || word;
  }

  /* Another number is never a slip of the pen: XVIII is not near XVII. */
  function isNumber(word) { return /^[0-9]+$/.test(word) || ROMAN.hasOwnProperty(word); }

  function tokens(words) {
    var found = [];
    (fold(words).match(/[\p{L}\p{N}]+/gu) || []).forEach(function (word) {
      if (ELIDED.indexOf(" " + word + " ") >= 0) return;
      word = cardinal(word);
      if (/^[\u3040-\u30ff\u3400-\u9fff]/.test(word)) found.push.apply(found, Array.from(word)); else found.push(word);
    });
    return found;
  }

  /* The words of a query that results must have: those that say something, or all where none does. */
  function weighty(words) {
    var found = words.filter(function (word) { return !LIGHT.has(word); });
    return found.length ? found : words;
  }

  /* In letters, of which those beyond the first plane take two places in a string of JavaScript. */
  function length(word) { return /[\ud800-\udfff]/.test(word) ? Array.from(word).length : word.length; }

  function cut(word, endings) {
    var isCut = length(word) > SHORTEST && endings.indexOf(word.slice(-1)) >= 0 && word.slice(-2) !== "ss";
    return isCut ? word.slice(0, -1) : word;
  }

  /* What a word also stands for where it is a number: «1er forum», «premier Forum». Nothing where it is none of these. */
  var FIRST = { fr: "premier", en: "first" };
  function inLetters(word, language) { return word === "1" ? FIRST[language] : ""; }

  /* A French word of which there is one: locaux, local; travaux, travail; a matériau meets its matériaux in -al. */
  function one(word) {
    var single = cut(word, "sx"), isMany = /aux$/.test(word) && single !== word;
    if (isMany && FROM_AUX.hasOwnProperty(single)) return FROM_AUX[single];
    return (isMany && !/eau$/.test(single)) || /[iuy]au$/.test(single) ? single.slice(0, -1) + "l" : single;
  }

  /* An English word, or its beginning, in one spelling, British or American; by code point, as Python counts. */
  function spelled(word, language) {
    if (language !== "en") return word;
    var first = /[\ud800-\udfff]/.test(word) ? Array.from(word).slice(0, AS_WRITTEN).join("") : word.slice(0, AS_WRITTEN);
    return first + word.slice(first.length).replace(/iz/g, "is").replace(/yz/g, "ys").replace(/ou/g, "o").replace(/gramm/g, "gram");
  }

  function stem(word, language) {
    word = spelled(word, language);
    if (language === "en" && /ies$/.test(word) && length(word) > SHORTEST + 1) return word.slice(0, -3) + "y";
    word = language === "fr" ? one(word) : cut(word, "s");
    if (language === "en" && /grame$/.test(word)) return word.slice(0, -1);
    if (language !== "fr") return word;
    word = cut(cut(word, "e"), "e");
    var last = word.slice(-1);
    if (length(word) > SHORTEST && last === word.slice(-2, -1) && "nl".indexOf(last) >= 0) word = word.slice(0, -1);
    return cut(word, "s");
  }

  /* How many letters must be changed, added, left out or swapped with their neighbour. */
  function distance(a, b) {
    var before = [], row = [], i, j, older;
    for (j = 0; j <= b.length; j++) row[j] = j;
    for (i = 1; i <= a.length; i++) {
      older = before; before = row; row = [i];
      for (j = 1; j <= b.length; j++) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
      }
    }
    return row[b.length];
  }

  /* The stems of every word that is one change away, as distance counts them. Of the words themselves: an ending that is
     cut off or kept by mistake (poities, authoriteis) puts their stems further apart. `isWhole`: no letter is replaced. */
  var LETTERS = Array.from("abcdefghijklmnopqrstuvwxyz"), LONGEST = 40;
  function slips(word, language, isWhole) {
    var found = new Set();
    for (var i = 0; i <= word.length && word.length < LONGEST; i++) {
      var before = word.slice(0, i), here = word.slice(i, i + 1), after = word.slice(i + 1), next = after.slice(0, 1);
      if (here) found.add(stem(before + after, language));
      if (next) found.add(stem(before + next + here + after.slice(1), language));
      LETTERS.forEach(function (letter) {
        found.add(stem(before + letter + here + after, language));
        if (here && !isWhole) found.add(stem(before + letter + after, language));
      });
    }
    return found;
  }

  window.passerelles = {
    fold: fold, tokens: tokens, weighty: weighty, isNumber: isNumber, inLetters: inLetters, spelled: spelled, stem: stem, distance: distance, slips: slips
  };
})();
