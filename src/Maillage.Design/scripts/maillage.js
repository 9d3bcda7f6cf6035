// Improves pages that work without it.
const summary = document.querySelector(".govuk-error-summary");
if (summary) {
  summary.tabIndex = -1;
  summary.focus();
}

const locate = document.querySelector("[data-locate]");
if (locate && "geolocation" in navigator) {
  locate.hidden = false;
  const form = locate.closest("form");
  const message = locate.querySelector("[role=status]");
  locate.querySelector("button").addEventListener("click", () => {
    message.textContent = locate.dataset.wait;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // A hundred metres are enough to sort places: nobody needs to know the house.
        const address = new URL(locate.dataset.address, location.href);
        const need = new FormData(form).get("besoin");
        if (need) address.searchParams.set("besoin", need);
        address.searchParams.set("lat", coords.latitude.toFixed(3));
        address.searchParams.set("lon", coords.longitude.toFixed(3));
        location.assign(address);
      },
      () => {
        message.textContent = locate.dataset.refused;
      },
      { maximumAge: 600000, timeout: 10000 },
    );
  });
}
