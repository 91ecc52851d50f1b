// Stands in the page itself, before all else: keeps what is pressed until the other scripts can do it.

document.addEventListener("click", (event) => {
  if (!window.quoth) window.quothEarly = event.target.closest("[data-does], [data-opens]") ?? undefined;
});
