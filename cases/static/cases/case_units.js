// The units of a laboratory value: those of the chosen test come first, any other can be written.
"use strict";

(function () {
  function offer() {
    document.querySelectorAll("input[data-units-of]").forEach((unit) => {
      const row = unit.closest(".case-row");
      const chosen = row.querySelector(`[name="${CSS.escape(row.dataset.prefix)}-${unit.dataset.unitsOf}"]`);
      const list = document.getElementById(`units-${chosen && chosen.value ? chosen.value : "other"}`);
      if (!list) return;
      unit.setAttribute("list", list.id);
      unit.placeholder = chosen && chosen.value && list.options.length ? list.options[0].value : "";
    });
  }

  document.addEventListener("DOMContentLoaded", offer);
  document.addEventListener("case-rows", offer);
})();
