// The side panel: asks the server what can be said about the case as it is typed now. On a phone it is folded below.
"use strict";

(function () {
  const PAUSE = 1200;
  const WIDE = 1280;
  let side, content, timer, asking = null;

  async function ask() {
    timer = null;
    if (asking) asking.abort();
    asking = new AbortController();
    side.setAttribute("aria-busy", "true");
    try {
      const request = { method: "POST", body: window.tocsin.typed(), credentials: "same-origin", signal: asking.signal };
      // Who is signed out would be led to the sign-in page, which has no place here.
      const answer = await fetch(side.dataset.url, { ...request, redirect: "manual" });
      if (answer.ok) content.innerHTML = await answer.text();
      side.removeAttribute("aria-busy");
    } catch {
      // A newer question is under way, or there is no connection: what stands there stays.
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  document.addEventListener("DOMContentLoaded", () => {
    side = document.querySelector(".case-side");
    if (!side) return;
    content = side.querySelector(".case-side-content");
    const fold = side.querySelector("details");
    fold.open = window.innerWidth >= WIDE;
    if (fold.open) ask();
    fold.addEventListener("toggle", () => fold.open && ask());
    document.addEventListener("input", (event) => fold.open && !side.contains(event.target) && soon());
    document.addEventListener("case-rows", () => fold.open && soon());
  });
})();
