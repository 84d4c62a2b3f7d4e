/* Says in the page when a passkey did not work; the library tells only the console. */
document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("passkey-error")
  if (!place) return
  event.preventDefault()
  const name = event.detail.exception ? event.detail.exception.name : ""
  place.textContent = name === "InvalidStateError" ? place.dataset.known : place.dataset.words
  place.hidden = false
})
