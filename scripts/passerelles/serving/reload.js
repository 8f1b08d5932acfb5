// Loaded by pages that `passerelles serve` sends, and by no others: asks for the page anew after a save, or shows why not.
(() => {
  "use strict";
  const script = document.currentScript;
  const events = new EventSource(`/_serve/events?${new URL(script.src).search.slice(1)}`);
  const shown = (problems) => {
    const box = document.getElementById("serve-problems") || document.createElement("pre");
    box.id = "serve-problems";
    box.setAttribute("role", "alert");
    box.textContent = problems;
    Object.assign(box.style, {
      position: "fixed", inset: "auto 0 0 0", zIndex: "99", margin: "0", padding: "1rem", maxHeight: "60vh",
      overflow: "auto", whiteSpace: "pre-wrap", background: "#7a1f1f", color: "#fff", font: "14px/1.5 monospace",
    });
    document.body.append(box);
  };
  events.onmessage = (event) => {
    const news = JSON.parse(event.data);
    if (news.problems) shown(news.problems);
    else location.reload();
  };
  addEventListener("pagehide", () => events.close());
})();
