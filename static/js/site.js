// What every page gains with JavaScript; without it, each of these has a plain HTML way.

// A header menu closes on Escape and on a press outside of it.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Show or hide what is typed in a password field.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  if (!button) return;
  const input = document.getElementById(button.dataset.reveal);
  const shown = input.type === "text";
  input.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  [button.textContent, button.dataset.hideLabel] = [button.dataset.hideLabel, button.textContent];
});

// A link or button with data-dialog opens that dialog in place of the page it leads to.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog")?.close();
});

// A form is sent once, however often its button is pressed; Back makes it usable again.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.target.method === "post") event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

const ready = (root) => {
  for (const button of root.querySelectorAll("[data-reveal][hidden]")) button.hidden = false;
  // The page's list of errors, or the answer of an act, is where reading goes on.
  root.querySelector("[data-focus], .field--invalid :is(input, select, textarea)")?.focus();
};
ready(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) ready(event.target);
});
