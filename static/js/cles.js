/* Passkeys: the browser answers the options of the form, in the form's own field. */
(() => {
  "use strict";

  if (!window.PublicKeyCredential) return;

  const decode = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const encode = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const decodeIds = (list) => (list ?? []).map((each) => ({ ...each, id: decode(each.id) }));

  function optionsOf(form) {
    const options = JSON.parse(form.dataset.options);
    options.challenge = decode(options.challenge);
    if (options.user) options.user.id = decode(options.user.id);
    options.excludeCredentials = decodeIds(options.excludeCredentials);
    options.allowCredentials = decodeIds(options.allowCredentials);
    return { publicKey: options };
  }

  function answerOf(credential) {
    const given = credential.response;
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (given[name]) response[name] = encode(given[name]);
    }
    return JSON.stringify({ id: credential.id, rawId: encode(credential.rawId), type: credential.type, response });
  }

  async function answer(button) {
    const form = button.form;
    const wrong = form.querySelector("[data-cle-erreur]");
    wrong.hidden = true;
    button.disabled = true;
    try {
      const credential = await navigator.credentials[form.dataset.cle](optionsOf(form));
      document.getElementById(button.dataset.cleBouton).value = answerOf(credential);
      form.submit();
    } catch {
      wrong.hidden = false;
      button.disabled = false;
    }
  }

  for (const element of document.querySelectorAll("[data-cle-sans]")) element.hidden = true;
  for (const place of document.querySelectorAll("[data-cle-place]")) place.hidden = false;
  for (const button of document.querySelectorAll("[data-cle-bouton]")) {
    button.addEventListener("click", () => answer(button));
  }
})();
