// The map of a list of places: contours and markers from this site, background tiles only when asked for.
/* global L */
const frame = document.getElementById("carte");
const map = L.map(frame, { zoomControl: false, maxZoom: 19 });
L.control.zoom({ zoomInTitle: frame.dataset.agrandir, zoomOutTitle: frame.dataset.reduire }).addTo(map);
map.attributionControl.setPrefix(false);

const places = JSON.parse(frame.dataset.lieux);
const clusters = L.markerClusterGroup({
  showCoverageOnHover: false,
  iconCreateFunction: (cluster) =>
    L.divIcon({ className: "ml-repere ml-repere--groupe", html: String(cluster.getChildCount()), iconSize: [44, 44] }),
});
for (const { name, href, at } of places) {
  const link = document.createElement("a");
  link.href = href;
  link.textContent = name;
  L.marker(at, { title: name, alt: name, icon: L.divIcon({ className: "ml-repere", iconSize: [28, 28] }) })
    .bindPopup(link)
    .addTo(clusters);
}
map.addLayer(clusters);
if (places.length > 0) {
  map.fitBounds(clusters.getBounds(), { padding: [32, 32], maxZoom: 14 });
} else {
  map.setView([47.4, -0.56], 8);
}

fetch(frame.dataset.contours)
  .then((answer) => (answer.status === 200 ? answer.json() : null))
  .then((contours) => contours && L.geoJSON(contours, { interactive: false, className: "ml-contour" }).addTo(map))
  .catch(() => {});

const background = document.querySelector("[data-fond]");
background.hidden = false;
background.addEventListener("click", () => {
  L.tileLayer(
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
    { maxZoom: 19, attribution: "© IGN" },
  ).addTo(map);
  background.hidden = true;
});
