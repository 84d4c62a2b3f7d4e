// Keeps what is typed: the filled inputs go to the server while one types, again when the page is left, and before each
// Save, which waits as long as the server would not take it: signed out, no connection, or a text that is too long.
"use strict";

(function () {
  const EVERY = 5000;
  const SOON = 1500;
  const LARGEST_BEACON = 60000;
  const GOOD = ["kept", "here", "closed"];
  const PASSING = ["failed", "signed-out"];
  const MEANING = { 400: "too-long", 403: "refused", 404: "gone", 409: "closed", 413: "too-long" };
  let form, status, tabs, timer, state = "", last = 0, changes = 0, sent = 0, revision = 0;
  let leaving = false, asking = false;

  // Names and values of all filled inputs, as a form sends them; empty ones and files are left out.
  function typed() {
    const data = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string" && value !== "") data.append(name, value);
    });
    return data;
  }
  window.tocsin.typed = () => typed();

  // Whoever signs in anew in another window gets a new token, and this page with it.
  function takeToken() {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (!found) return;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => (field.value = found[1]));
  }

  function show(now, time) {
    state = now;
    status.querySelectorAll("[data-is]").forEach((words) => (words.hidden = words.dataset.is !== now));
    status.querySelectorAll("[data-time]").forEach((place) => (place.textContent = time ? ` (${time})` : ""));
    status.classList.toggle("is-bad", !GOOD.includes(now));
  }

  // What becomes of a body that is sent, in one word; a way to the sign-in page is not followed.
  async function deliver(body, keepalive) {
    body.set("typed_by", tabs.dataset.person);
    body.set("typed_revision", ++revision);
    const text = body.toString();
    if (text.length > Number(tabs.dataset.most)) return ["too-long"];
    const request = { method: "POST", body, credentials: "same-origin", redirect: "manual" };
    try {
      const answer = await fetch(tabs.dataset.typedUrl, { ...request, keepalive: keepalive && text.length < LARGEST_BEACON });
      if (answer.type === "opaqueredirect") return ["signed-out"];
      const told = answer.ok || answer.status === 409 ? await answer.json() : {};
      return [answer.ok ? (told.kept ? "kept" : "here") : MEANING[answer.status] || "failed", told.kept];
    } catch {
      return ["failed"];
    }
  }

  async function send(atTheEnd) {
    clearTimeout(timer);
    timer = null;
    if (leaving || asking || (changes === sent && !PASSING.includes(state))) return;
    const upTo = changes;
    last = Date.now();
    takeToken();
    const [now, time] = await deliver(changes === sent ? question() : typed(), atTheEnd === true);
    if (now !== "here") show(now, time);
    else if (PASSING.includes(state)) show("");
    if (GOOD.includes(now)) sent = upTo;
    else if (PASSING.includes(now) && atTheEnd !== true) timer = setTimeout(send, EVERY);
  }

  // Asks whether a Save would be taken, where there is nothing to keep.
  function question() {
    const body = new URLSearchParams({ typed_ask: "1" });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return body;
  }

  async function save(event) {
    if (leaving) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    timer = null;
    const upTo = changes;
    takeToken();
    const [now, time] = await deliver(changes ? typed() : question());
    asking = false;
    if (now !== "here") show(now, time);
    if (GOOD.includes(now)) {
      sent = upTo;
      leaving = true;
      if (isNew()) history.replaceState({ saved: form.elements.page.value }, "");
      form.requestSubmit(event.submitter);
    } else if (PASSING.includes(now)) timer = setTimeout(send, EVERY);
  }

  const isNew = () => tabs.dataset.first === "minimum";

  // Who comes back to a new report after saving it is asked before a second case is made of the same text.
  function comeBack(page) {
    const field = form.elements.again || form.appendChild(document.createElement("input"));
    Object.assign(field, { type: "hidden", name: "again", value: page });
    if (form.elements.page.value === page) form.elements.page.value = `${Date.now()}-${Math.random()}`.slice(0, 36);
  }

  function note(event) {
    if (!form.contains(event.target) && event.target.form !== form) return;
    changes += 1;
    if (!timer) timer = setTimeout(send, Math.max(SOON, last + EVERY - Date.now()));
  }

  function again() {
    if (document.visibilityState === "hidden") send(true);
    else if (PASSING.includes(state)) send();
  }

  document.addEventListener("DOMContentLoaded", () => {
    tabs = document.querySelector("[data-typed-url]");
    if (!tabs) return;
    form = tabs.closest("form");
    status = document.getElementById("case-kept");
    // A page that comes back with an error goes on counting above what it sent before.
    revision = Math.floor(Date.now() / 100) % 1000000000;
    document.addEventListener("input", note);
    document.addEventListener("change", note);
    document.addEventListener("click", (event) => {
      if (event.target.closest(".case-add, .case-remove-new")) note(event);
    });
    form.addEventListener("submit", save);
    if (isNew() && history.state && history.state.saved) comeBack(history.state.saved);
    window.addEventListener("pageshow", (event) => {
      if (event.persisted && leaving && isNew()) comeBack(form.elements.page.value);
      if (event.persisted) leaving = false;
    });
    window.addEventListener("focus", again);
    window.addEventListener("pagehide", () => send(true));
    document.addEventListener("visibilitychange", again);
    window.addEventListener("beforeunload", (event) => {
      if (!leaving && changes !== sent && state && !GOOD.includes(state)) event.preventDefault();
    });
  });
})();
