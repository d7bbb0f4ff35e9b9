/* The bench by keyboard. Letters work outside fields only, and can be switched off (WCAG 2.1.4). */
(() => {
  "use strict";

  const OFF = "etabli-sans-touches";
  const help = document.querySelector("[data-touches]");
  if (!help) return;
  const toggle = help.querySelector("[data-touches-bascule]");

  const isOff = () => {
    try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
  };
  function show() {
    toggle.textContent = isOff() ? "Activer" : "Désactiver";
    toggle.setAttribute("aria-pressed", String(!isOff()));
  }
  function switchKeys() {
    try { localStorage.setItem(OFF, isOff() ? "0" : "1"); } catch { /* private window */ }
    show();
  }

  const follow = (rel) => document.querySelector(`.pu-outils a[rel=${rel}]`)?.click();
  function choose(value) {
    const radio = document.querySelector(`[data-verdict] input[name=verdict][value=${value}]`);
    if (!radio) return;
    radio.checked = true;
    radio.focus();
  }
  const keys = {
    j: () => follow("next"),
    k: () => follow("prev"),
    arrowright: () => follow("next"),
    arrowleft: () => follow("prev"),
    a: () => choose("a"),
    r: () => choose("r"),
  };

  const writes = (element) => element.closest("textarea, select, input:not([type=radio], [type=checkbox])");

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-verdict]");
    if (event.ctrlKey && event.key === "Enter" && form) {
      form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || writes(event.target)) return;
    if (event.key === "?") {
      toggle.focus();
      return;
    }
    // Among radio buttons, an arrow moves the choice.
    if (event.key.startsWith("Arrow") && event.target.matches?.("input")) return;
    const act = isOff() ? null : keys[event.key.toLowerCase()];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  toggle.addEventListener("click", switchKeys);
  help.hidden = false;
  show();
})();
