// A place is suggested while it is typed (vendor/accessible-autocomplete). The key of the place chosen goes into the address;
// what was typed goes there when nothing was chosen, and the server looks for it.
/* global accessibleAutocomplete */

const PAUSE = 200; // milliseconds without a letter before the server is asked
const SHORTEST = 2;

const escaped = (text) => {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
};

// Asks for the last letters only: those typed meanwhile take the place of those before.
const asker = (address) => {
  let timer, running;
  const stop = () => {
    clearTimeout(timer);
    running?.abort();
  };
  const ask = (typed, answer) => {
    stop();
    timer = setTimeout(async () => {
      running = new AbortController();
      const { signal } = running;
      try {
        const response = await fetch(`${address}?${new URLSearchParams({ lieu: typed })}`, { signal });
        if (!response.ok) throw new Error(response.status);
        answer((await response.json()).places);
      } catch {
        if (!signal.aborted) answer(null);
      }
    }, PAUSE);
  };
  return { ask, stop };
};

for (const box of document.querySelectorAll("[data-places]")) {
  const words = box.dataset;
  const plain = box.querySelector("input");
  const value = document.createElement("input");
  value.type = "hidden";
  value.name = plain.name;
  value.value = words.key || plain.value;
  let said = value.value;
  let state = "searching";
  const chosen = { key: value.value, label: plain.value };
  const message = () => words[state];
  const { ask, stop } = asker(words.places);
  const labelOf = (place) => (typeof place === "string" ? place : place?.label);

  // The form hears of a place once, when it is chosen or the field is left, not at every letter.
  const say = () => {
    if (value.value === said) return;
    said = value.value;
    value.dispatchEvent(new Event("change", { bubbles: true }));
  };

  plain.remove();
  accessibleAutocomplete({
    element: box,
    id: plain.id,
    name: "",
    defaultValue: plain.value,
    placeholder: plain.placeholder,
    inputClasses: plain.className,
    minLength: SHORTEST,
    autoselect: false,
    confirmOnBlur: false,
    displayMenu: "overlay",
    source: (typed, show) => {
      state = "searching";
      ask(typed, (places) => {
        // Whoever has left the field, or chosen meanwhile, is not called back.
        if (input.value !== typed || !box.contains(document.activeElement)) return;
        state = places ? "none" : "failed";
        show(places ?? []);
      });
    },
    templates: {
      inputValue: labelOf,
      suggestion: (place) =>
        `<span>${escaped(labelOf(place))}${place.note ? ` <small>${escaped(place.note)}</small>` : ""}</span>`,
    },
    onConfirm: (place) => {
      if (!place?.key) return;
      Object.assign(chosen, { key: place.key, label: place.label });
      value.value = place.key;
      say();
    },
    tNoResults: message,
    tStatusNoResults: message,
    tStatusQueryTooShort: () => words.hint,
    tAssistiveHint: () => words.hint,
    tStatusSelectedOption: (selected, length, index) => `${selected}, ${index + 1} / ${length}`,
    tStatusResults: (length, selected) =>
      [length === 1 ? words.one : words.many.replace("{}", length), selected].filter(Boolean).join(" "),
  });

  const input = box.querySelector("input");
  input.maxLength = 80;
  input.enterKeyHint = "search";
  input.spellcheck = false;
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (plain.hasAttribute(name)) input.setAttribute(name, plain.getAttribute(name));
  }
  box.append(value);

  const typed = () => {
    value.value = input.value.trim() === chosen.label ? chosen.key : input.value.trim();
  };
  box.addEventListener("input", typed);
  // Going down into the list would count as leaving a changed field.
  box.addEventListener("change", (event) => event.target === input && event.stopPropagation());
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) say();
  });
  // With nothing chosen in the open list, Enter searches for what is typed.
  box.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && event.target === input) event.stopPropagation();
    },
    { capture: true },
  );
  value.form.addEventListener("submit", () => {
    stop();
    said = value.value;
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", keyCode: 27, bubbles: true }));
  });
}
