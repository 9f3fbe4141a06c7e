/* The admin's search boxes (select2) have no name of their own: say the field's label and what is chosen. */

function nameBoxes() {
  for (const shown of document.querySelectorAll(".select2-selection__rendered")) {
    const control = document.getElementById(shown.id.replace(/^select2-/, "").replace(/-container$/, ""));
    const label = control?.labels?.[0]?.textContent.replace(/\s*:\s*$/, "").trim();
    shown.setAttribute("aria-label", [label, shown.textContent.trim()].filter(Boolean).join(" : "));
  }
}

// They are drawn late, again in each row that is added, and anew with each choice.
if (document.querySelector("select.admin-autocomplete")) {
  new MutationObserver(nameBoxes).observe(document.body, { childList: true, subtree: true });
  nameBoxes();
}
