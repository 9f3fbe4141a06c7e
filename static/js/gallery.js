// Buttons and a counter for an offer's photos; the strip itself scrolls, with keys and fingers, without them.

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const strip = gallery.querySelector(".gallery__strip");
  const items = [...strip.querySelectorAll("li")];
  const controls = gallery.querySelector(".gallery__controls");
  if (!controls) continue;
  const count = controls.querySelector("[data-gallery-count]");
  const [previous, next] = controls.querySelectorAll("[data-gallery-step]");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const current = () => {
    const start = strip.getBoundingClientRect().left;
    const distances = items.map((item) => Math.abs(item.getBoundingClientRect().left - start));
    const atEnd = strip.scrollLeft + strip.clientWidth >= strip.scrollWidth - 2;
    return atEnd && strip.scrollLeft > 0 ? items.length - 1 : distances.indexOf(Math.min(...distances));
  };

  const show = () => {
    const index = current();
    const words = count.dataset.galleryCount.replace("{n}", index + 1).replace("{total}", items.length);
    if (count.textContent !== words) count.textContent = words;
    previous.setAttribute("aria-disabled", String(index === 0));
    next.setAttribute("aria-disabled", String(index === items.length - 1));
  };

  const step = (by) => {
    const item = items[Math.min(Math.max(current() + by, 0), items.length - 1)];
    strip.scrollTo({ left: item.offsetLeft - strip.offsetLeft, behavior: calm.matches ? "auto" : "smooth" });
  };

  controls.addEventListener("click", (event) => {
    const button = event.target.closest("[data-gallery-step]");
    if (button) step(Number(button.dataset.galleryStep));
  });
  let waiting;
  strip.addEventListener("scroll", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 80);
  });
  controls.hidden = false;
  show();
}
