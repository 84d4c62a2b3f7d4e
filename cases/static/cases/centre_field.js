// Opens the case form at the field that a question is about, when the address names one.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const name = new URLSearchParams(window.location.search).get("field");
  if (!name) return;
  setTimeout(() => {
    if (window.tocsin && window.tocsin.goTo) {
      window.tocsin.goTo(name, window.location.hash.slice(1));
      return;
    }
    const named = (item) => document.querySelector(`[name="${CSS.escape(item)}"]:not([type=hidden])`);
    const field = named(name) || named(`${name}_0`);
    if (field) field.focus();
  }, 100);
});
