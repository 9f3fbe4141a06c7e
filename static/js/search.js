// The search of offers: the filters fold away on a small screen, and a field whose criterion was refused says so.

const filters = document.querySelector("[data-filters]");
const narrow = matchMedia("(max-width: 59.99rem)");

if (filters && narrow.matches && !filters.querySelector(".field--invalid")) filters.open = false;
narrow.addEventListener("change", () => {
  if (filters && !narrow.matches) filters.open = true;
});

// htmx swaps the messages only: the fields stay, with what is typed and the focus in them.
document.addEventListener("htmx:afterSettle", () => {
  for (const field of document.querySelectorAll("[data-filter-field]")) {
    const error = field.querySelector(".field__error");
    const input = field.querySelector("input");
    const wrong = error.textContent.trim() !== "";
    field.classList.toggle("field--invalid", wrong);
    if (wrong) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", error.id);
    } else {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
  }
});

// The link to this search follows the criteria, and is copied by a button.
const share = document.querySelector("[data-share]");
if (share) {
  const address = share.querySelector("input");
  const copy = share.querySelector("[data-share-copy]");
  copy.hidden = false;
  document.addEventListener("htmx:pushedIntoHistory", () => {
    address.value = location.href;
  });
  copy.addEventListener("click", async () => {
    address.select();
    try {
      await navigator.clipboard.writeText(address.value);
      share.querySelector("[data-share-status]").textContent = copy.dataset.done;
    } catch {
      // Without leave to copy the address stays selected, for the keys.
    }
  });
}
