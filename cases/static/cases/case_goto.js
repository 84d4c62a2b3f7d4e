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

  goTo(name, tab) {
    const field = this.field(name);
    const panel = field && field.closest("[data-panel]");
    this.openTab((panel && panel.dataset.panel) || tab);
    if (!field) {
      const add = document.querySelector(`.case-section[data-section="${CSS.escape(name || "")}"] > .case-add`);
      if (add) setTimeout(() => add.focus(), 50);
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
  window.tocsin.goTo(link.dataset.goto, link.dataset.gotoTab);
});

document.addEventListener("DOMContentLoaded", () => {
  const first = document.querySelector(".case-problem [data-goto]");
  if (first) setTimeout(() => window.tocsin.goTo(first.dataset.goto, first.dataset.gotoTab), 100);
});
