// With two people, show the SIRET of the chosen one only, and fill in their employer's name.
for (const form of document.querySelectorAll("[data-employment]")) {
  const radios = [...form.querySelectorAll('input[name="holder"]')];
  const name = form.querySelector('input[name="employer_name"]');
  const known = radios.map((radio) => radio.dataset.employerName);
  const show = () => {
    const chosen = radios.find((radio) => radio.checked);
    if (!chosen) return;
    for (const block of form.querySelectorAll("[data-holder]")) block.hidden = block.dataset.holder !== chosen.value;
    // What the person typed is never replaced, only a name that came from the registry.
    if (name.value === "" || known.includes(name.value)) name.value = chosen.dataset.employerName;
  };
  for (const radio of radios) radio.addEventListener("change", show);
  if (radios.length) show();
}
