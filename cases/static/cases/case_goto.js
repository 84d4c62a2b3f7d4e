// Links that lead to a field: open its tab, unfold what hides it, put the cursor into it.
"use strict";

window.tocsin = {
  // The first input of an element; `name` is as in the form, without the place of a part.
  field(name) {
    const named = (item) => document.querySelector(`[name="${CSS.escape(item)}"]:not([type=hidden])`);
    return name ? named(name) || named(`${name}_0`) : null;
  },

  openTab(slug) {
    if (slug) window.dispatchEvent(new CustomEvent("case-tab", { detail: slug }));
  },

  // A section that has no row yet gets one, and the cursor goes into it.
  addThenGo({ gotoAdd, gotoElement, gotoTab } = {}) {
    const section = gotoAdd && document.querySelector(`.case-section[data-prefix="${CSS.escape(gotoAdd)}"]`);
    const add = section && section.querySelector(":scope > .case-add");
    if (!add) return false;
    this.openTab(gotoTab);
    add.click();
    const rows = section.querySelectorAll(":scope > .case-rows > .case-row");
    this.goTo(`${rows[rows.length - 1].dataset.prefix}-${gotoElement}`, gotoTab);
    return true;
  },

  goTo(name, tab, more) {
    const field = this.field(name);
    if (!field && this.addThenGo(more)) return;
    const panel = field && field.closest("[data-panel]");
    this.openTab((panel && panel.dataset.panel) || tab);
    if (!field) {
      const link = document.querySelector(`.case-tab-list [data-tab="${CSS.escape(tab || "")}"]`);
      if (link) setTimeout(() => link.focus(), 50);
      return;
    }
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const box = field.closest(".case-field");
    if (box) box.hidden = false;
    setTimeout(() => {
      field.focus();
      field.scrollIntoView({ block: "center" });
    }, 50);
  },
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto]");
  if (!link) return;
  event.preventDefault();
  window.tocsin.goTo(link.dataset.goto, link.dataset.gotoTab, link.dataset);
});

document.addEventListener("DOMContentLoaded", () => {
  const first = document.querySelector(".case-problem [data-goto]");
  // A new report begins with its first field.
  const start = document.querySelector('.case-tabs[data-first="minimum"] .in-minimum :is(input, select, textarea)');
  if (start && !first && !location.hash) setTimeout(() => start.focus(), 100);
  if (first) setTimeout(() => window.tocsin.goTo(first.dataset.goto, first.dataset.gotoTab), 100);
});
