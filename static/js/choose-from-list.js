// A long list becomes a field one types in (vendor/accessible-autocomplete); the list itself still holds the choice.
/* global accessibleAutocomplete */

const fold = (text) =>
  text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

// Those that begin with what was typed come first, then those with a word that begins with it.
const matching = (options, typed) => {
  const wanted = fold(typed);
  if (!wanted) return options.map((option) => option.text);
  const rank = ({ texts }) =>
    texts.some((text) => text.startsWith(wanted)) ? 0 : texts.some((text) => ` ${text}`.includes(` ${wanted}`)) ? 1 : 2;
  return options
    .map((option) => ({ text: option.text, rank: rank(option) }))
    .filter((option) => option.rank < 2)
    .sort((one, other) => one.rank - other.rank)
    .map((option) => option.text);
};

for (const select of document.querySelectorAll("select[data-choose]")) {
  const options = [...select.options]
    .filter((option) => option.value)
    .map((option) => ({
      text: option.textContent.trim(),
      texts: [option.textContent, ...option.textContent.split(" – "), ...(option.dataset.words ?? "").split("|")].map(fold),
    }));
  const words = select.dataset;
  const count = (number) => (number === 1 ? words.one : words.many.replace("{}", number));
  const choose = (text) => {
    const option = [...select.options].find((one) => one.value && one.textContent.trim() === text);
    if (!option || option.selected) return false;
    option.selected = true;
    return true;
  };
  const describedBy = select.getAttribute("aria-describedby");
  accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: "",
    autoselect: false,
    confirmOnBlur: false,
    showAllValues: true,
    displayMenu: "overlay",
    placeholder: words.example,
    source: (typed, show) => show(matching(options, typed)),
    onConfirm: (chosen) => choose(chosen) && select.dispatchEvent(new Event("change", { bubbles: true })),
    dropdownArrow: () => "",
    tNoResults: () => words.none,
    tAssistiveHint: () => words.hint,
    tStatusNoResults: () => words.none,
    tStatusQueryTooShort: () => words.hint,
    tStatusSelectedOption: (selected, length, index) => `${selected}, ${index + 1} / ${length}`,
    tStatusResults: (length, selected) => [count(length), selected].filter(Boolean).join(" "),
  });
  const input = select.parentElement.querySelector("input");
  if (describedBy) input.setAttribute("aria-describedby", describedBy);
  // Typed and sent without a choice: what was typed decides if it can mean one thing only.
  select.form?.addEventListener("submit", () => {
    const found = matching(options, input.value);
    if (found.length === 1) choose(found[0]);
    else if (!found.includes(input.value)) select.value = "";
  }, { capture: true });
}
