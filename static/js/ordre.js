/* « Monter » and « Descendre » keep the focus and say the new place; the mouse may drag instead. */
(() => {
  "use strict";

  const FORM = "form[data-ordre]";
  const voice = document.createElement("div");
  voice.id = "annonces-ordre";
  voice.className = "govuk-visually-hidden";
  voice.setAttribute("aria-live", "polite");
  document.body.append(voice);

  let moved = null; // { action, verb }: what to look for in the new list
  let dragged = null; // { row, next, list, dropped }: where it came from

  const rowOf = (node) => node.closest?.("li:has(form[data-ordre])");
  const rows = (list) => [...list.children].filter((row) => row.querySelector(FORM));
  const verbOf = (button) => button?.firstChild.textContent;

  function prepare() {
    for (const form of document.querySelectorAll(FORM)) rowOf(form).querySelector(".vae-format").draggable = true;
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (!form.matches(FORM)) return;
    moved = { action: form.action, verb: verbOf(event.detail.requestConfig.triggeringEvent?.submitter) };
  });

  document.addEventListener("htmx:afterSettle", () => {
    prepare();
    const form = [...document.querySelectorAll(FORM)].find((each) => each.action === moved?.action);
    if (!form) return;
    const total = rows(rowOf(form).parentNode).length;
    voice.textContent = `${form.dataset.nom} : place ${Number(form.dataset.ordre) + 1} sur ${total}`;
    const buttons = [...form.querySelectorAll("button")];
    if (moved.verb) (buttons.find((each) => verbOf(each) === moved.verb) ?? buttons[0]).focus();
    moved = null;
  });

  document.addEventListener("dragstart", (event) => {
    const row = event.target.matches?.(".vae-format") && rowOf(event.target);
    if (!row) return;
    dragged = { row, next: row.nextSibling, list: row.parentNode };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(row, 0, 0);
    row.classList.add("vae-fichier--tire");
  });

  document.addEventListener("dragover", (event) => {
    const over = dragged && rowOf(event.target);
    if (!over || over.parentNode !== dragged.list) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (over !== dragged.row) over[event.clientY < top + height / 2 ? "before" : "after"](dragged.row);
  });

  document.addEventListener("drop", (event) => {
    if (!dragged?.list.contains(event.target)) return;
    event.preventDefault();
    dragged.dropped = true;
    const form = dragged.row.querySelector(FORM);
    const place = rows(dragged.list).indexOf(dragged.row);
    if (place === Number(form.dataset.ordre)) return;
    const [target, select] = [form.getAttribute("hx-target"), form.getAttribute("hx-select")];
    htmx.ajax("POST", form.action, { source: form, target, select, swap: "outerHTML", values: { place } });
  });

  document.addEventListener("dragend", () => {
    if (!dragged) return;
    const { row, next, list, dropped } = dragged;
    dragged = null;
    row.classList.remove("vae-fichier--tire");
    if (!dropped) list.insertBefore(row, next); // left elsewhere, or given up
  });

  prepare();
})();
