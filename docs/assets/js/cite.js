/* «Cite»: when a reader opens it, buttons that copy or download the reference, BibTeX, RIS and CSL-JSON of the page or
   of one statement, made from the words that stand there. Without this script: the references, and the files of the
   whole corpus. The forms are those of scripts/passerelles/citation/formats.py; a test compares the two. */
(function () {
  "use strict";
  var GENRES = {
    page: ["online", "ELEC", "webpage"], article: ["article", "NEWS", "article-newspaper"],
    minutes: ["report", "RPRT", "report"]
  };
  var OTHERS = ["misc", "GEN", "document"], TONGUES = { fr: "french", en: "english" };
  var language = document.documentElement.lang, words = null, waiting = [];

  /* What is cited --------------------------------------------------------------------------------- */
  function bare(text) { return text.replace(/^[«“]\u202f?/, "").replace(/\u202f?[»”], $/, ""); }
  function ofStatement(line) {
    var parts = line.querySelectorAll("span");
    return {
      key: line.closest("[data-statement]").dataset.statement, genre: "page", title: parts[0].textContent, authors: [],
      container: line.querySelector("i").textContent, publisher: "", date: "", note: parts[1].textContent,
      url: line.querySelector("a").textContent, language: language, translated: ""
    };
  }
  function ofPage(line) {
    var told = line.dataset, site = line.querySelector("i"), note = line.querySelector(".note");
    return {
      key: line.parentElement.dataset.cite, genre: told.genre || "page",
      title: told.title || bare(line.firstChild.textContent), container: site ? site.textContent : "",
      authors: Array.from(line.querySelectorAll(".author"), function (e) { return e.textContent; }),
      publisher: told.publisher || "", date: told.date || "", note: note ? note.textContent : "",
      url: line.lastChild.textContent.replace(/^, /, ""), language: told.language || language,
      translated: told.translated || ""
    };
  }

  /* Forms ----------------------------------------------------------------------------------------- */
  var COMMANDS = { "\\": "backslash", "{": "braceleft", "}": "braceright", "~": "asciitilde", "^": "asciicircum" };
  function tex(text) {
    return text.replace(/[&%$#_\\{}~^]/g, function (c) { return COMMANDS[c] ? "{\\text" + COMMANDS[c] + "}" : "\\" + c; });
  }
  function oneLine(text) { return text.replace(/[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+/g, " "); }
  function given(pairs) { return pairs.filter(function (pair) { return pair[1] && pair[1].length; }); }
  function parts(date) {  /* a month or a day written XX is one that nobody gave; 21 and on are parts of a year */
    var given = date.replace(/(-XX)+$/, "").replace(/^(\d{4})-[2-4]\d$/, "$1");
    return /^\d{4}(-\d\d){0,2}$/.test(given) ? given.split("-").map(Number) : [];
  }
  function today() {
    var d = new Date();
    return [d.getFullYear(), d.getMonth() + 1, d.getDate()];
  }
  function two(number) { return String(number).padStart(2, "0"); }
  function digits(number, place) { return String(number).padStart(place ? 2 : 4, "0"); }

  function bibtex(item) {
    var kind = (GENRES[item.genre] || OTHERS)[0];
    var fields = given([
      ["title", "{" + tex(item.title) + "}"], ["titleaddon", tex(item.translated)],
      ["author", item.authors.map(function (name) { return "{" + tex(name) + "}"; }).join(" and ")],
      [kind === "article" ? "journal" : "organization", tex(item.container)],
      [kind === "report" ? "institution" : "publisher", tex(item.publisher)],
      ["date", item.date], ["note", tex(item.note)], ["url", item.url],
      ["langid", TONGUES[item.language] || item.language], ["urldate", today().map(two).join("-")]
    ]).map(function (pair) { return "  " + pair[0] + " = {" + oneLine(pair[1]) + "}"; });
    return "@" + kind + "{" + item.key + ",\n" + fields.join(",\n") + "\n}\n";
  }
  function ris(item) {
    var day = parts(item.date), said = day.map(digits);
    return given([
      ["TY", (GENRES[item.genre] || OTHERS)[1]], ["ID", item.key], ["TI", item.title], ["TT", item.translated]
    ].concat(item.authors.map(function (name) { return ["AU", name]; }), [
      ["T2", item.container], ["PB", item.publisher], ["PY", day.length ? said[0] : ""],
      ["DA", day.length ? said.join("/") + "/".repeat(3 - day.length) : ""], ["N1", item.note], ["UR", item.url],
      ["LA", item.language], ["Y2", today().map(two).join("/")]
    ])).map(function (pair) { return pair[0] + "  - " + oneLine(pair[1]) + "\r\n"; }).join("") + "ER  - \r\n";
  }
  function csl(item) {
    var sure = parts(item.date), about = /[~?%]$/.test(item.date) ? parts(item.date.slice(0, -1)) : [], found = {};
    given([
      ["id", item.key], ["type", (GENRES[item.genre] || OTHERS)[2]], ["title", item.title],
      ["author", item.authors.map(function (name) { return { literal: name }; })],
      ["container-title", item.container], ["publisher", item.publisher],
      ["issued", sure.length ? [{ "date-parts": [sure] }] : about.length ? [{ "date-parts": [about], circa: true }] : []],
      ["note", item.note], ["URL", item.url], ["language", item.language],
      ["custom", item.translated ? [{ "translated-title": item.translated }] : []],
      ["accessed", [{ "date-parts": [today()] }]]
    ]).forEach(function (pair) {
      found[pair[0]] = /^(issued|custom|accessed)$/.test(pair[0]) ? pair[1][0] : pair[1];
    });
    return JSON.stringify([found], null, 1) + "\n";
  }
  var FORMS = [["BibTeX", bibtex, ".bib", "application/x-bibtex"],
    ["RIS", ris, ".ris", "application/x-research-info-systems"],
    ["CSL-JSON", csl, ".csl.json", "application/vnd.citationstyles.csl+json"]];

  /* What a reader does with them ------------------------------------------------------------------ */
  function reference(line) {
    var tongue = line.lang || language;
    var day = new Intl.DateTimeFormat(tongue === "en" ? "en-GB" : tongue, { dateStyle: "long" }).format(new Date());
    return line.textContent.trim() + ", " + words.accessed.replace("{date}", day) + ".";
  }
  function button(name, told, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = name;
    made.setAttribute("aria-label", told + " " + name);
    made.addEventListener("click", act);
    return made;
  }
  function copy(text, state) {
    function done() { state.textContent = words.copied; setTimeout(function () { state.textContent = ""; }, 3000); }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, function () { byHand(text, done); });
    else byHand(text, done); /* a page opened from a folder, or over plain http, has no clipboard of its own */
  }
  function byHand(text, done) {
    var field = document.createElement("textarea");
    field.value = text;
    field.className = "off-screen";
    document.body.append(field);
    field.select();
    if (document.execCommand("copy")) done();
    field.remove();
  }
  function save(text, name, type) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  function elsewhere(line) { /* the same statement in the other languages, its citation open */
    var statement = line.closest("[data-statement]"), found = document.createElement("p");
    document.querySelectorAll(".languages a:not([aria-current])").forEach(function (tongue) {
      var link = document.createElement("a");
      link.href = tongue.getAttribute("href") + "?cite#" + statement.id;
      link.lang = link.hreflang = tongue.hreflang;
      link.textContent = words.elsewhere.replace("{language}", tongue.textContent);
      found.append(link, " ");
    });
    return found;
  }
  function furnish(details) {
    if (details.querySelector(".cite-tools")) return;
    var lines = details.querySelectorAll(".cite"), isPage = details.matches(".cite-page");
    var line = details.querySelector('.cite[lang="' + language + '"]') || lines[0];
    if (!line) return;
    var state = document.createElement("span"), tools = document.createElement("div");
    state.setAttribute("role", "status");
    tools.className = "cite-tools";
    function make(form) { return form[1](isPage ? ofPage(line) : ofStatement(line)); }
    function row(name, buttons) {
      var made = document.createElement("p");
      made.append(name + " ");
      buttons.forEach(function (b) { made.append(b, " "); });
      tools.append(made);
      return made;
    }
    row(words.copy, [button(words.reference, words.copy, function () { copy(reference(line), state); })].concat(
      FORMS.map(function (form) { return button(form[0], words.copy, function () { copy(make(form), state); }); })
    )).append(state);
    row(words.download, FORMS.map(function (form) {
      return button(form[0], words.download, function () {
        save(make(form), (isPage ? details.dataset.cite : line.closest("[data-statement]").dataset.statement) + form[2], form[3]);
      });
    }));
    if (!isPage) tools.append(elsewhere(line));
    lines[lines.length - 1].after(tools);
  }

  /* The words come with the first citation that is opened. */
  window.passerellesCite = function (loaded) {
    words = loaded;
    waiting.splice(0).forEach(furnish);
  };
  document.addEventListener("toggle", function (event) {
    var details = event.target;
    if (!details.open || !details.matches || !details.matches(".more")) return;
    if (words) { furnish(details); return; }
    waiting.push(details);
    if (waiting.length > 1) return;
    var script = document.createElement("script");
    script.src = document.querySelector("[data-search-root]").dataset.searchRoot + "assets/js/cite-words." + language + ".js";
    document.head.append(script);
  }, true);

  if (location.search === "?cite") {
    var target = document.getElementById(location.hash.slice(1)); /* the id of a statement has no sign that an address would escape */
    var more = target && target.querySelector(":scope .more");
    if (more) more.open = true;
  }
})();
