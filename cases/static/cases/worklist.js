// The worklist by keyboard: everything here can be done without, by Tab and mouse.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("assign-form");
  const keys = document.getElementById("keys");
  const links = () => [...form.querySelectorAll("[data-open]")];
  const boxes = () => [...form.querySelectorAll("[name=row]")];
  const row = () => document.activeElement.closest && document.activeElement.closest("[data-row]");

  const move = (by) => {
    const all = links();
    if (!all.length) return;
    const here = all.findIndex((link) => link.closest("tr") === row());
    const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1);
    all[next].focus();
    all[next].closest("tr").scrollIntoView({ block: "nearest" });
  };

  const count = () => {
    const words = form.querySelector("[data-ticked]");
    if (!words) return;
    const ticked = boxes().filter((box) => box.checked).length;
    words.textContent = ticked ? `${ticked} ${words.dataset.some}` : words.dataset.none;
    form.querySelector("[data-tick-all]").checked = ticked > 0 && ticked === boxes().length;
  };

  const assignToMe = () => {
    const button = form.querySelector("[data-assign-me]");
    if (!button) return;
    if (!boxes().some((box) => box.checked)) {
      const box = row() && row().querySelector("[name=row]");
      if (!box) return;
      box.checked = true;
    }
    sessionStorage.setItem("worklist-row", row() ? row().querySelector("[data-open]").textContent : "");
    form.requestSubmit(button);
  };

  const go = (selector) => document.querySelector(selector) && document.querySelector(selector).click();
  const actions = {
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    a: assignToMe,
    n: () => go("[data-next]"),
    p: () => go("[data-previous]"),
    x: () => row() && row().querySelector("[name=row]") && row().querySelector("[name=row]").click(),
    "/": () => document.getElementById("id_q").focus(),
    "?": () => keys.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (event.target.id === "id_q" && event.key === "Escape") event.target.blur();
    if (!shortcuts.on || typing || keys.open || event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });

  document.querySelector("[data-keys]").addEventListener("click", () => keys.showModal());
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) boxes().forEach((box) => { box.checked = event.target.checked; });
    count();
  });
  const other = form.querySelector("[data-assign-other]");
  if (other) {
    const to = form.querySelector("[data-assign-to]");
    to.addEventListener("change", () => { other.value = to.value; });
    other.value = to.value;
  }

  // After assigning, the list stands where it was.
  const last = sessionStorage.getItem("worklist-row");
  sessionStorage.removeItem("worklist-row");
  const again = last && links().find((link) => link.textContent === last);
  if (again) again.focus();
});
