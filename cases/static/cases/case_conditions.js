// Shows what applies and hides the rest, by the rules that the server declares (cases/admin/conditions.py).
// What holds a value or a message is always shown, and nothing is ever cleared.
"use strict";

(function () {
  let rules = [];

  function valueOf(row, element) {
    const prefix = row.dataset.prefix;
    const names = [`${prefix}-${element}`, `${prefix}-${element}_0`];
    const field = names.map((name) => row.querySelector(`[name="${CSS.escape(name)}"]`)).find(Boolean);
    return field ? field.value.trim() : "";
  }

  function rowsOf(section) {
    return [...document.querySelectorAll(`.case-section[data-section="${section}"] > .case-rows > .case-row`)].filter(
      (row) => !row.hidden && !row.classList.contains("goes"),
    );
  }

  function fits(answer, when) {
    if (when.above !== null) return Number(answer) > when.above;
    return when.values.length ? when.values.includes(answer) : answer !== "";
  }

  function holds(rule, row) {
    return rule.any_of.some((when) => {
      const [section, element] = when.element.includes(".") ? when.element.split(".") : [null, when.element];
      const rows = section ? rowsOf(section) : row ? [row] : [];
      return rows.some((item) => fits(valueOf(item, element), when));
    });
  }

  function isFilled(box) {
    if (box.querySelector(".case-error, .case-concern, .case-file-there")) return true;
    return [...box.querySelectorAll("input:not([type=hidden]), select, textarea")].some((field) => {
      if (field.type === "checkbox") return field.checked && !field.name.endsWith("-DELETE");
      if (field.dataset.default && field.value === field.dataset.default) return false;
      return field.value !== "" && !field.disabled;
    });
  }

  function showElement(rule, row) {
    const applies = holds(rule, row);
    rule.elements.forEach((element) => {
      const name = CSS.escape(element);
      const box = row.querySelector(
        `:scope > .case-grid > [data-element="${name}"], :scope > .case-more > .case-grid > [data-element="${name}"]`,
      );
      if (!box) return;
      // Two rules about one element must both hold.
      const keeps = applies && box.dataset.ruledOut !== "yes";
      if (!applies) box.dataset.ruledOut = "yes";
      box.hidden = !keeps && !isFilled(box) && !box.contains(document.activeElement);
    });
  }

  function showSection(rule) {
    document.querySelectorAll(`.case-section[data-section="${rule.section}"]`).forEach((section) => {
      const rows = section.querySelector(":scope > .case-rows");
      section.hidden = !holds(rule, null) && !isFilled(rows) && !section.contains(document.activeElement);
    });
  }

  function hideEmptyParts() {
    document.querySelectorAll(".case-more").forEach((fold) => {
      fold.hidden = !fold.querySelector(".case-field:not([hidden])");
    });
    document.querySelectorAll(".case-tab-list a[data-tab]:not([data-only-for])").forEach((tab) => {
      const panel = document.querySelector(`[data-panel="${tab.dataset.tab}"]`);
      if (panel && panel.querySelector(".case-section")) {
        tab.hidden = !panel.querySelector(".case-section:not([hidden])");
      }
    });
  }

  function apply() {
    document.querySelectorAll("[data-ruled-out]").forEach((box) => delete box.dataset.ruledOut);
    rules.forEach((rule) => {
      if (rule.elements.length) rowsOf(rule.section).forEach((row) => showElement(rule, row));
      else showSection(rule);
    });
    hideEmptyParts();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const declared = document.getElementById("case-conditions");
    if (!declared) return;
    rules = JSON.parse(declared.textContent);
    apply();
    document.addEventListener("input", apply);
    document.addEventListener("change", apply);
    document.addEventListener("case-rows", apply);
  });
})();
