// Whether single keys do anything on the staff's pages: a switch for whom they get in the way, kept by this browser.
"use strict";

const shortcuts = {
  name: "tocsin-shortcuts",
  here: true, // what holds where a browser keeps nothing
  get on() {
    try { return localStorage.getItem(this.name) !== "off"; } catch { return this.here; }
  },
  set on(wanted) {
    this.here = wanted;
    try { localStorage.setItem(this.name, wanted ? "on" : "off"); } catch { /* it holds until the page is left */ }
  },
};

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-shortcuts]").forEach((box) => {
    box.checked = shortcuts.on;
    box.addEventListener("change", () => { shortcuts.on = box.checked; });
  });
});
