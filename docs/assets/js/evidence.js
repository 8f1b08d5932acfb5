/* The words behind a link to a statement, at hand: on hover, focus or tap, a card with the quotes in their
   sentences, taken from the same page; of a statement on another page the first of them, which the link bears.
   Without this script the link leads to them, as a second tap does. Escape closes it; a pointer may enter it
   (WCAG 1.4.13). */
(function () {
  "use strict";
  var card, owner, timer, asked;

  function words(link) {
    var href = link.getAttribute("href") || "", at = href.indexOf("#");
    if (at < 0 || (at > 0 && link.pathname !== location.pathname)) return null;
    var statement = document.getElementById(decodeURIComponent(href.slice(at + 1)));
    return statement && statement.matches("[data-statement]") ? statement : null;
  }
  function made(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    element.append(text);
    return element;
  }
  /* What the card says: the statement of this page, or the words that the link bears. */
  function told(link) {
    var statement = words(link), borne = link.dataset.shows, shown = [];
    if (!statement) return borne ? [made("blockquote", "", made("span", "quote", borne)), made("p", "from", link.dataset.from)] : [];
    statement.querySelectorAll(":scope > .value, :scope > .said-by, :scope > .words > :not(.more)").forEach(function (part) {
      var copy = part.cloneNode(true);
      copy.querySelectorAll("[id]").forEach(function (e) { e.removeAttribute("id"); });
      copy.querySelectorAll("a").forEach(function (e) { e.tabIndex = -1; }); // the card goes before Tab gets there
      shown.push(copy);
    });
    var agreed = statement.querySelector(".more summary");
    return agreed && agreed.firstChild ? shown.concat(made("p", "agreed", agreed.firstChild.textContent)) : shown;
  }
  function hide() {
    clearTimeout(timer);
    if (!card) return;
    owner.removeAttribute("aria-describedby");
    card.remove();
    card = owner = null;
  }
  function show(link) {
    var shown = told(link);
    if (!shown.length || link === owner) return;
    hide();
    owner = link;
    card = made("div", "card", "");
    card.id = "evidence-card";
    card.append.apply(card, shown);
    document.querySelector("main").append(card);
    link.setAttribute("aria-describedby", card.id);
    var box = link.getBoundingClientRect(), below = box.bottom + card.offsetHeight + 12 < innerHeight;
    card.style.left = scrollX + Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 16)) + "px";
    card.style.top = scrollY + (below ? box.bottom + 6 : Math.max(8 - scrollY, box.top - card.offsetHeight - 6)) + "px";
    card.addEventListener("mouseenter", function () { clearTimeout(timer); });
    card.addEventListener("mouseleave", later);
  }
  function later() { clearTimeout(timer); timer = setTimeout(hide, 200); }

  document.querySelectorAll("a[data-shows]").forEach(function (link) {
    link.addEventListener("mouseenter", function () { clearTimeout(timer); timer = setTimeout(function () { show(link); }, 120); });
    link.addEventListener("mouseleave", later);
    link.addEventListener("focus", function () { show(link); });
    link.addEventListener("blur", later);
    link.addEventListener("pointerdown", function (event) { asked = event.pointerType === "touch" && link !== owner && told(link).length; });
    link.addEventListener("click", function (event) {
      if (asked) { event.preventDefault(); clearTimeout(timer); show(link); }
      asked = null;
    });
  });
  addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });

  /* What a statement unfolds stands above its switch too: the switch stays under the pointer. */
  document.querySelectorAll("[data-statement] .more > summary").forEach(function (button) {
    button.addEventListener("click", function () {
      var before = button.getBoundingClientRect().top;
      requestAnimationFrame(function () { scrollBy({ top: button.getBoundingClientRect().top - before, behavior: "instant" }); });
    });
  });
  addEventListener("hashchange", hide);

  /* A statement keeps its address when its entry grows or shrinks by a page: it is looked for on the others. */
  function seek(id) {
    var first = location.pathname.replace(/p\/\d+\/$/, "");
    if (document.querySelector(".not-found") && first !== location.pathname) location.replace(first + location.hash);
    var nav = document.querySelector("nav.parts"), others = nav && id ? nav.querySelectorAll("a:not([aria-current])") : [];
    (function next(n) {
      var link = others[n];
      if (link && link.protocol !== "file:") fetch(link.href).then(function (answer) { return answer.text(); }).then(function (html) {
        var found = new DOMParser().parseFromString(html, "text/html").getElementById(id);
        if (found) location.replace(link.href + "#" + encodeURIComponent(id)); else next(n + 1);
      }, function () {});
    })(0);
  }

  /* What the address of the page points at; one that was cut short points at nothing. */
  function named() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch (error) { return ""; }
  }

  /* A folded part that an address points at, or into, opens. */
  function open() {
    var id = named(), target = document.getElementById(id || "content");
    if (id && !target || document.querySelector(".not-found")) seek(id);
    for (var e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
  }
  addEventListener("hashchange", open);
  open();
})();
