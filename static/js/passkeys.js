// Say in words why the device made or found no passkey; allauth's script reports it as an event.
const box = document.querySelector("[data-passkey-problem]");

const say = (name) => {
  const lines = [...box.querySelectorAll("[data-problem]")];
  const shown = lines.find((line) => line.dataset.problem === name) ?? lines.at(-1);
  for (const line of lines) line.hidden = line !== shown;
  box.hidden = false;
};

document.addEventListener("allauth.error", (event) => {
  event.preventDefault(); // it is said on the page, not in the console
  say(event.detail.exception?.name);
});

if (box && !window.PublicKeyCredential) {
  say("other");
  for (const button of document.querySelectorAll("#add-passkey, #use-passkey")) button.disabled = true;
}
