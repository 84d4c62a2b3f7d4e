// Keeps what is typed: the filled inputs go to the server while one types, and again when the page is left.
"use strict";

(function () {
  const EVERY = 5000;
  const SOON = 1500;
  const LARGEST_BEACON = 60000;
  let form, status, url, timer, last = 0, changes = 0, sent = 0, revision = 0, leaving = false;

  // Names and values of all filled inputs, as a form sends them; empty ones and files are left out.
  function typed() {
    const data = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string" && value !== "") data.append(name, value);
    });
    return data;
  }
  window.tocsin.typed = () => typed();

  async function send(atTheEnd) {
    clearTimeout(timer);
    timer = null;
    if (leaving || changes === sent) return;
    const upTo = changes;
    const body = typed();
    body.set("typed_revision", ++revision);
    last = Date.now();
    try {
      const small = body.toString().length < LARGEST_BEACON;
      const answer = await fetch(url, { method: "POST", body, keepalive: atTheEnd && small, credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.status);
      sent = upTo;
      status.textContent = `${status.dataset.kept} (${(await answer.json()).kept})`;
    } catch {
      status.textContent = status.dataset.failed;
      if (!atTheEnd) timer = setTimeout(send, EVERY);
    }
  }

  function note(event) {
    if (!form.contains(event.target) && event.target.form !== form) return;
    changes += 1;
    if (!timer) timer = setTimeout(send, Math.max(SOON, last + EVERY - Date.now()));
  }

  document.addEventListener("DOMContentLoaded", () => {
    const tabs = document.querySelector("[data-typed-url]");
    if (!tabs) return;
    form = tabs.closest("form");
    url = tabs.dataset.typedUrl;
    status = document.getElementById("case-kept");
    // A page that comes back with an error goes on counting above what it sent before.
    revision = Math.floor(Date.now() / 1000) % 1000000000;
    document.addEventListener("input", note);
    document.addEventListener("change", note);
    document.addEventListener("click", (event) => {
      if (event.target.closest(".case-add, .case-remove-new")) note(event);
    });
    form.addEventListener("submit", () => {
      leaving = true;
      clearTimeout(timer);
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) leaving = false;
    });
    window.addEventListener("pagehide", () => send(true));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") send(true);
    });
    window.addEventListener("beforeunload", (event) => {
      if (!leaving && changes !== sent && status.textContent === status.dataset.failed) event.preventDefault();
    });
  });
})();
