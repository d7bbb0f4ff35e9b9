/* What a page gains with JavaScript; every page works without it. */
(() => {
  "use strict";

  const BROKEN = "La connexion a été coupée. Ce que vous avez écrit est encore à l’écran : réessayez dans un instant.";
  const REFUSED = "Cette action n’a pas abouti. Rechargez la page, puis réessayez.";

  /* After a failed form or a swap, the reader is taken to what changed. */
  function focusIn(root) {
    const target = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
    if (!target) return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus();
  }

  function say(sentence) {
    const place = document.getElementById("messages");
    const notice = document.createElement("p");
    notice.className = "govuk-error-message";
    notice.textContent = sentence;
    place.replaceChildren(notice);
    place.scrollIntoView({ block: "nearest" });
  }

  /* An error answered as a fragment says where it goes: it is shown, not lost. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
  });
  /* What is asked again by itself says nothing: nobody was acting. */
  const isAsked = (event) => !event.detail.elt.matches("[hx-trigger^=every]");
  document.addEventListener("htmx:sendError", (event) => { if (isAsked(event)) say(BROKEN); });
  document.addEventListener("htmx:responseError", (event) => {
    const xhr = event.detail.xhr;
    if (isAsked(event) && !xhr.getResponseHeader("HX-Retarget") && !xhr.getResponseHeader("HX-Redirect")) say(REFUSED);
  });
  document.addEventListener("htmx:afterSettle", (event) => focusIn(event.detail.elt));

  /* Characters left, counted as the server does (a line break is two). */
  function count(hint) {
    const field = document.getElementById(hint.dataset.compte);
    if (!field) return;
    const length = field.value.replace(/\r?\n/g, "\r\n").length;
    const left = Number(hint.dataset.maximum) - length;
    const number = Math.abs(left).toLocaleString("fr-FR");
    const plural = Math.abs(left) < 2 ? "" : "s";
    hint.textContent = left < 0
      ? `${number} caractère${plural} en trop.`
      : `Il vous reste ${number} caractère${plural}.`;
    hint.classList.toggle("vae-compteur--trop", left < 0);
  }
  document.addEventListener("input", (event) => {
    const hint = event.target.id && document.querySelector(`[data-compte="${CSS.escape(event.target.id)}"]`);
    if (hint) count(hint);
  });

  /* A double click sends once: the server would refuse the second anyway. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.getAttribute("aria-busy")) event.preventDefault();
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
    focusIn(document);
  });
})();
