// Whoever comes back from the registration site, opened in another tab, finds the update as the next thing to do.
// Without this module the page says so all the same, less loudly.
const link = document.querySelector("[data-registration-site]");
let left = false;
link?.addEventListener("click", () => {
  left = true;
});
document.addEventListener("visibilitychange", () => {
  if (!left || document.visibilityState !== "visible") return;
  left = false;
  location.assign("?retour=1#mettre-a-jour");
});
