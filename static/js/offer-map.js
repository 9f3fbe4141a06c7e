// Where the home is (Leaflet), with the similar homes of the list below; the page says the same in words.

const { L } = window;
const frame = document.querySelector("[data-offer-map]");
const ground = frame?.querySelector(".offer-map__ground");

function element(className, text, hidden) {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = text;
  if (hidden) {
    const more = document.createElement("span");
    more.className = "visually-hidden";
    more.textContent = ` ${hidden}`;
    made.append(more);
  }
  return made;
}

const point = (text) => text.split(",").map(Number);

function price(rent, words, isHere) {
  const className = isHere ? "map-price map-price--here" : "map-price map-price--other";
  return L.divIcon({ html: element("map-price__label", rent, words), className, iconSize: [84, 32], iconAnchor: [42, 32] });
}

function draw() {
  const words = frame.dataset;
  const here = point(words.offerMap);
  ground.hidden = false;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // One finger and the wheel scroll the page: the map must not hold it.
  const map = L.map(ground, {
    zoomControl: false,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    dragging: matchMedia("(pointer: fine)").matches,
    scrollWheelZoom: false,
    maxZoom: 18,
  });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix(false);
  if (words.tiles) {
    L.tileLayer(words.tiles, { attribution: words.attribution, maxZoom: 19, referrerPolicy: "origin" }).addTo(map);
  }
  const points = [here];
  for (const other of document.querySelectorAll(".offer__other[data-at]")) {
    const link = other.querySelector("a");
    const at = point(other.dataset.at);
    points.push(at);
    const icon = price(other.querySelector(".offer-card__amount").textContent, link.textContent);
    L.marker(at, { icon, riseOnHover: true })
      .addTo(map)
      .on("click", () => location.assign(link.href));
  }
  L.marker(here, { icon: price(words.here, words.label, true), interactive: false, zIndexOffset: 1000 }).addTo(map);
  if (points.length > 1) map.fitBounds(points, { padding: [56, 48], maxZoom: 15 });
  else map.setView(here, 15);
  frame.dataset.ready = String(points.length);
}

if (L && ground) draw();
