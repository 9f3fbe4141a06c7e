// The offers of the search on a map (Leaflet): prices as points, gathered where they are close. The list beside it
// says the same, so a map that cannot be drawn only says so. With a change of criteria the points are asked for again.

const { L } = window;
const frame = document.querySelector("[data-map]");
const ground = frame.querySelector("[data-map-ground]");
const status = frame.querySelector("[data-map-status]");
const words = frame.dataset;
ground.hidden = false;

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const map = L.map(ground, { zoomControl: false, zoomAnimation: !calm, fadeAnimation: !calm, minZoom: 4, maxZoom: 17 });
L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
L.control.scale({ imperial: false }).addTo(map);
map.attributionControl.setPrefix(false);
if (words.tiles) {
  L.tileLayer(words.tiles, { attribution: words.attribution, maxZoom: 19, referrerPolicy: "origin" }).addTo(map);
}
map.setView([46.6, 2.4], 5); // France, until the points say better

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

// The commune most of the points are in, under their number: without tiles it says where one is.
function drawCluster(cluster) {
  const communes = new Map();
  for (const marker of cluster.getAllChildMarkers()) {
    communes.set(marker.options.commune, (communes.get(marker.options.commune) ?? 0) + 1);
  }
  const [main] = [...communes].sort((one, other) => other[1] - one[1])[0];
  const drawn = element("div", "map-group__body", "");
  drawn.append(element("span", "map-group__number", cluster.getChildCount()));
  drawn.append(element("span", "map-group__place", communes.size > 1 ? `${main}…` : main));
  drawn.append(element("span", "visually-hidden", words.cluster.replace("{n}", cluster.getChildCount())));
  return L.divIcon({ html: drawn, className: "map-group", iconSize: [56, 56] });
}

const group = L.markerClusterGroup({
  iconCreateFunction: drawCluster,
  showCoverageOnHover: false,
  animate: !calm,
  maxClusterRadius: 60,
  spiderLegPolylineOptions: { weight: 1.5, className: "map-leg" },
});
map.addLayer(group);

function popup(offer) {
  const made = element("div", "map-offer", "");
  const link = element("a", "map-offer__title", offer.title);
  link.href = offer.url;
  made.append(element("p", "map-offer__rent", offer.rent), link, element("p", "map-offer__place", offer.place));
  return made;
}

function marker(offer) {
  const label = element("span", "map-price__label", offer.rent);
  label.append(element("span", "visually-hidden", ` ${offer.title}, ${offer.place}`));
  const icon = L.divIcon({ html: label, className: "map-price", iconSize: [84, 32], iconAnchor: [42, 32] });
  const options = { icon, commune: offer.commune, riseOnHover: true };
  return L.marker(offer.at, options).bindPopup(() => popup(offer), { offset: [0, -26] });
}

function said(offers, all) {
  if (!offers.length) return words.none;
  if (!all) return words.most.replace("{n}", offers.length);
  return offers.length === 1 ? words.shownOne : words.shown.replace("{n}", offers.length);
}

let asked = 0;
async function draw() {
  asked += 1;
  const turn = asked;
  try {
    const answer = await fetch(`${words.map}${location.search}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const { offers, all } = await answer.json();
    if (turn !== asked) return; // a newer search was asked for meanwhile
    group.clearLayers();
    group.addLayers(offers.map(marker));
    if (offers.length) map.fitBounds(group.getBounds(), { padding: [48, 48], maxZoom: 14 });
    status.textContent = said(offers, all);
    ground.hidden = !offers.length;
    if (offers.length) map.invalidateSize();
    frame.dataset.ready = offers.length;
  } catch {
    status.textContent = words.failed;
  }
}

document.addEventListener("htmx:pushedIntoHistory", draw);
draw();
