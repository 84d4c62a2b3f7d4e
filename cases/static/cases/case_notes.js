// Notes at fields: a button puts the offered value in; writing a reason ticks that the value was checked.
"use strict";

(function () {
  function put(button) {
    const inputs = JSON.parse(button.dataset.put);
    let first = null;
    Object.entries(inputs).forEach(([end, values]) => {
      const name = CSS.escape(`${button.dataset.name}${end}`);
      document.querySelectorAll(`[name="${name}"]`).forEach((field) => {
        if (field.type === "checkbox") field.checked = values.includes(field.value);
        else field.value = values[0] || "";
        first = first || field;
      });
    });
    const note = button.closest(".case-concern");
    note.textContent = note.dataset.done || "\u2713";
    note.classList.add("done");
    if (!first) return;
    first.dispatchEvent(new Event("input", { bubbles: true }));
    first.dispatchEvent(new Event("change", { bubbles: true }));
    first.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".case-put[data-put]");
    if (button) put(button);
  });
  document.addEventListener("input", (event) => {
    if (!event.target.matches(".case-reason input")) return;
    event.target.closest(".case-concern").querySelector(".case-tick input").checked = event.target.value.trim() !== "";
  });
})();
