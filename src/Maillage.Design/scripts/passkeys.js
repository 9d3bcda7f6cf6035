// Passkeys: the form appears only where the browser knows them.
const form = document.querySelector("form[data-passkey]");
if (form && globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  form.hidden = false;
  const message = form.querySelector("[role=status]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    message.textContent = "";
    try {
      const answer = await fetch(form.dataset.passkey);
      const options = await answer.json();
      const credential =
        form.dataset.kind === "create"
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.cle.value = JSON.stringify(credential);
      form.submit();
    } catch {
      message.textContent = form.dataset.refused;
    }
  });
}
