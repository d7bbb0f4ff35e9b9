/* Files sent one by one over the form of the page, two at a time: same address, same answers.
   Without JavaScript the form sends them itself. */
(() => {
  "use strict";

  const FORM = "form[data-televersement][hx-post]";
  const AT_ONCE = 2;
  const SILENCE = 60_000; // a mobile network that dies says nothing
  const CUT = "la connexion a été coupée, réessayez";
  const UNKNOWN = "l’envoi n’a pas abouti, rechargez la page";
  const lines = [];
  const queue = [];
  let running = false;
  let suite = null; // the button « Enregistrer et continuer », pressed once all are sent

  const form = () => document.querySelector(FORM);
  const input = () => form().querySelector("input[type=file][name]");
  const box = () => form().querySelector(".vae-depot");
  const root = () => document.querySelector(form().getAttribute("hx-target"));
  const sending = () => lines.filter((line) => line.xhr);

  function make(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  /* Said once and seldom: a screen reader has other things to read. */
  const voice = make("div", "govuk-visually-hidden");
  voice.id = "annonces";
  voice.setAttribute("aria-live", "polite");
  function say(sentence) {
    voice.append(make("p", "", sentence));
    while (voice.children.length > 6) voice.firstChild.remove();
  }

  const list = make("ul", "vae-fichiers vae-envois");
  list.setAttribute("aria-label", "Fichiers choisis");

  function button(words, name, act) {
    const made = make("button", "vae-action", words);
    made.type = "button";
    made.append(make("span", "govuk-visually-hidden", ` ${name}`));
    made.addEventListener("click", act);
    return made;
  }

  function add(file) {
    const line = { file, xhr: null, state: "", element: make("li", "vae-fichier") };
    const format = make("span", "vae-format", file.name.split(".").pop().slice(0, 4).toUpperCase());
    format.setAttribute("aria-hidden", "true");
    const body = make("div", "");
    line.bar = make("progress", "");
    line.bar.max = 100;
    line.bar.setAttribute("aria-label", `Envoi de ${file.name}`);
    line.words = make("p", "vae-fichier__infos");
    line.gestures = make("div", "vae-fichier__actions");
    body.append(make("p", "vae-fichier__nom", file.name), line.bar, line.words);
    line.element.append(format, body, line.gestures);
    lines.push(line);
    list.append(line.element);
    show(line, "attente", "En attente");
    if (isTooBig(file)) fail(line, box().dataset.tropGros);
  }

  const isTooBig = (file) => file.size > Number(box().dataset.maximum);

  function drop(line) {
    lines.splice(lines.indexOf(line), 1);
    if (queue.includes(line)) queue.splice(queue.indexOf(line), 1);
    line.element.remove();
    list.hidden = lines.length === 0;
  }

  function remove(line) {
    drop(line);
    (list.querySelector("button") ?? input()).focus();
    if (lines.length) finishIfAllSent();
  }

  function show(line, state, words) {
    const gestures = {
      attente: [["Retirer", () => remove(line)]],
      envoi: [["Annuler", () => line.xhr.abort()]],
      echec: [["Réessayer", () => retry(line)], ["Retirer", () => remove(line)]],
    };
    const held = line.gestures.contains(document.activeElement);
    const changed = line.state !== state;
    line.state = state;
    line.words.textContent = words;
    line.bar.hidden = state !== "envoi";
    line.element.classList.toggle("vae-fichier--refus", state === "echec");
    if (!changed) return;
    line.gestures.replaceChildren(...(gestures[state] ?? []).map(([verb, act]) => button(verb, line.file.name, act)));
    if (held) line.gestures.querySelector("button")?.focus();
  }

  function fail(line, reason) {
    show(line, "echec", reason);
    say(`${line.file.name} : ${reason}`);
  }

  function choose(files) {
    if (!files.length) return;
    if (!input().multiple) for (const line of lines.filter((each) => !each.xhr)) drop(line);
    for (const file of input().multiple ? files : [...files].slice(0, 1)) add(file);
    mount();
  }

  /* The list follows the form when a swap brings a new one. */
  function mount() {
    if (!form()) return;
    list.hidden = lines.length === 0;
    if (list.parentNode !== box()) input().closest(".govuk-form-group").after(list);
    if (!document.getElementById("annonces")) document.body.append(voice);
    if (box().classList.contains("vae-depot--liste")) return;
    box().classList.add("vae-depot--liste");
    if (matchMedia("(pointer: coarse)").matches) offerCamera();
    else input().after(make("span", "vae-depot__ou", input().multiple ? "ou glissez-les ici" : "ou glissez-le ici"));
  }

  function offerCamera() {
    const camera = make("input", "govuk-visually-hidden");
    Object.assign(camera, { type: "file", accept: "image/jpeg", id: "photo" });
    camera.setAttribute("capture", "environment");
    const label = make("label", "vae-depot__bouton", "Prendre une photo");
    label.htmlFor = camera.id;
    input().after(camera, label);
  }

  function progress(line, event) {
    const percent = Math.floor((100 * event.loaded) / event.total);
    line.bar.value = percent;
    show(line, "envoi", `Envoi en cours, ${percent} %`);
    if (percent >= 50 && percent < 100 && !line.half) {
      line.half = true;
      say(`${line.file.name} : 50 %`);
    }
  }

  function start(line) {
    if (isTooBig(line.file)) { fail(line, box().dataset.tropGros); return; }
    const data = new FormData(form());
    data.delete(input().name);
    if (lines.length > 1) for (const field of form().querySelectorAll("[data-un-seul]")) data.delete(field.name);
    data.append(input().name, line.file);
    const xhr = (line.xhr = new XMLHttpRequest());
    let silence;
    const wait = () => {
      clearTimeout(silence);
      silence = setTimeout(() => { line.mute = true; xhr.abort(); }, SILENCE);
    };
    const end = (then) => () => { clearTimeout(silence); line.xhr = null; then(); next(); };
    xhr.open("POST", form().getAttribute("hx-post"));
    xhr.setRequestHeader("HX-Request", "true");
    xhr.setRequestHeader("X-CSRFToken", data.get("csrf_token"));
    xhr.upload.addEventListener("progress", (event) => { wait(); progress(line, event); });
    xhr.upload.addEventListener("load", () => {
      clearTimeout(silence);
      show(line, "controle", "Envoyé à 100 %, contrôle en cours…");
      say(`${line.file.name} : 100 %, contrôle en cours`);
    });
    xhr.addEventListener("load", end(() => answered(line, xhr)));
    xhr.addEventListener("error", end(() => fail(line, CUT)));
    xhr.addEventListener("abort", end(() => fail(line, line.mute ? CUT : "envoi annulé")));
    Object.assign(line, { half: false, mute: false });
    line.bar.value = 0;
    show(line, "envoi", "Envoi en cours, 0 %");
    say(`${line.file.name} : 0 %`);
    wait();
    xhr.send(data);
  }

  /* What the server said of this file; of the form itself when it is not about the file. */
  function answered(line, xhr) {
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const leaves = xhr.getResponseHeader("HX-Redirect");
    const known = leaves || page.getElementById(root().id);
    if (xhr.status < 300 && known) return sent(line, xhr, leaves);
    const error = page.getElementById(`${input().id}-erreur`) ?? page.querySelector("#erreur .vae-avis__titre");
    if (xhr.status !== 422 || error || !known) return fail(line, reasonOf(error, line.file.name));
    for (const each of lines) if (!each.xhr && each.state !== "echec") show(each, "attente", "En attente");
    stop();
    swap(xhr.responseText);
  }

  function reasonOf(error, name) {
    if (!error) return UNKNOWN;
    error.querySelector(".govuk-visually-hidden")?.remove();
    const words = error.textContent.trim();
    return words.startsWith(`${name}\u00a0: `) ? words.slice(name.length + 3) : words;
  }

  function sent(line, xhr, leaves) {
    line.leaves = leaves;
    show(line, "envoye", "Envoyé");
    say(`${line.file.name} : envoyé`);
    const kept = document.getElementById("recus");
    if (kept && !leaves && !kept.contains(document.activeElement)) swap(xhr.responseText, "#recus");
  }

  function swap(html, part) {
    htmx.swap(part ?? `#${root().id}`, html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 }, { select: part });
    mount();
  }

  function retry(line) {
    queue.push(line);
    show(line, "attente", "En attente");
    running = true;
    next();
  }

  function stop() {
    queue.length = 0;
    running = false;
    suite = null;
  }

  function next() {
    while (running && queue.length && sending().length < AT_ONCE) start(queue.shift());
    if (running) finishIfAllSent();
  }

  function finishIfAllSent() {
    if (sending().length || queue.length) return;
    running = false;
    if (lines.every((line) => line.state === "envoye")) finish();
  }

  /* All are there: leave as the server says, or show the page as a reload would. */
  async function finish() {
    const leaves = lines.at(-1)?.leaves;
    lines.length = 0;
    list.replaceChildren();
    if (leaves) { location.assign(leaves); return; }
    if (suite) { list.remove(); form().requestSubmit(suite); return; }
    const answer = await fetch(form().action, { headers: { "HX-Request": "true" } });
    if (answer.ok) swap(await answer.text());
    const title = document.querySelector("#recus h2");
    if (title && document.activeElement === document.body) { title.tabIndex = -1; title.focus(); }
  }

  document.addEventListener("change", (event) => {
    if (event.target.type !== "file" || !event.target.closest(FORM)) return;
    choose(event.target.files);
    event.target.value = "";
  });

  /* Before htmx and the browser; with nothing to send, it is theirs. */
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(FORM) || !lines.length) return;
    event.preventDefault();
    event.stopPropagation();
    suite = event.submitter?.name === "suite" ? event.submitter : null;
    queue.push(...lines.filter((line) => !line.xhr && line.state !== "envoye" && !queue.includes(line)));
    running = true;
    next();
  }, true);

  const carriesFiles = (event) => form() && event.dataTransfer?.types.includes("Files");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault(); // dropped beside the box, a file would replace the page
      const inside = box().contains(event.target);
      if (kind === "dragover" && !inside) event.dataTransfer.dropEffect = "none";
      box().classList.toggle("vae-depot--vise", inside && kind === "dragover");
      if (inside && kind === "drop") choose(event.dataTransfer.files);
    });
  }

  window.addEventListener("beforeunload", (event) => {
    if (sending().length) event.preventDefault();
  });
  document.addEventListener("htmx:afterSettle", mount);
  mount();
})();
