// The count of ticked boxes follows the boxes; without this module it is right after each save.
for (const form of document.querySelectorAll("[data-checklist]")) {
  const count = form.querySelector("[data-count]");
  const bar = form.querySelector("progress");
  form.addEventListener("change", () => {
    const boxes = [...form.querySelectorAll('input[type="checkbox"]')];
    const ticked = boxes.filter((box) => box.checked).length;
    count.textContent = count.dataset.countText.replace("{ticked}", ticked).replace("{total}", boxes.length);
    bar.value = ticked;
  });
}
