// A form that carries a passkey: the browser makes one (create) or shows one (get), and the
// form takes it to the server. What the server asks stands in the page, or is fetched.

const canHave = Boolean(window.PublicKeyCredential && window.webauthnJSON?.supported());

for (const part of document.querySelectorAll("[data-passkey-part]")) {
  part.hidden = (part.dataset.passkeyPart === "none") === canHave;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = form.elements.credential;
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      answer.value = JSON.stringify(await ask(form.dataset.passkey, await asked(form)));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}

async function asked(form) {
  const written = document.getElementById("js_data");
  if (written) return Object.values(JSON.parse(written.textContent))[0];
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
}

function ask(how, options) {
  if (how === "get") return window.webauthnJSON.get(options);
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  });
  return window.webauthnJSON.create(options);
}
