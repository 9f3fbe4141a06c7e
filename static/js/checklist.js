// The counts of ticked boxes follow the boxes; without this module they are right after each save.
const write = (place, boxes) => {
  const ticked = boxes.filter((box) => box.checked).length;
  place.textContent = place.dataset.countText.replace("{ticked}", ticked).replace("{total}", boxes.length);
  return ticked;
};
const boxesIn = (part) => [...part.querySelectorAll('input[type="checkbox"]')];
for (const form of document.querySelectorAll("[data-checklist]")) {
  const count = form.querySelector("[data-count]");
  const bar = form.querySelector("progress");
  form.addEventListener("change", (event) => {
    bar.value = write(count, boxesIn(form));
    const person = event.target.closest(".checklist__person");
    if (person) write(person.querySelector("[data-person-count]"), boxesIn(person));
  });
}
