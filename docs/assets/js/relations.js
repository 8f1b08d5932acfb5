/* The network: a name, or a tie, that is pointed at is lit with what it is tied to; the rest steps back. Without this
   script each leads where it leads. */
(function () {
  "use strict";
  var picture = document.querySelector(".arcs");
  if (!picture) return;
  var ties = Array.from(picture.querySelectorAll("[data-ends]")), names = Array.from(picture.querySelectorAll("a")).filter(function (a) { return !a.dataset.ends; });

  function ends(tie) { return tie.dataset.ends.split(" "); }
  function height(name) { return name.querySelector("text").getAttribute("y"); }
  function light(event) {
    var at = event.target.closest("[data-ends], a"), lit = [];
    if (at) lit = at.dataset.ends ? [at] : ties.filter(function (tie) { return ends(tie).indexOf(height(at)) >= 0; });
    var near = [].concat.apply(at && !at.dataset.ends ? [height(at)] : [], lit.map(ends));
    picture.classList.toggle("has-lit", lit.length > 0);
    ties.forEach(function (tie) { tie.classList.toggle("is-lit", lit.indexOf(tie) >= 0); });
    names.forEach(function (name) { name.classList.toggle("is-lit", near.indexOf(height(name)) >= 0); });
  }
  ["pointerover", "focusin"].forEach(function (name) { picture.addEventListener(name, light); });
  ["pointerleave", "focusout"].forEach(function (name) { picture.addEventListener(name, function () { light({ target: document.body }); }); });
})();
