// The review page: asking about what one reads, another question, cases that look alike, keys to go on in the worklist.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const asking = document.getElementById("step-ask");

  const addQuestion = () => {
    const total = asking.querySelector("[name=ask-TOTAL_FORMS]");
    const made = document.createElement("div");
    made.innerHTML = asking.querySelector("[data-empty]").innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    const question = made.firstElementChild;
    asking.querySelector("[data-questions]").append(question);
    return question;
  };

  const questionAbout = (path) => {
    asking.closest("details").open = true;
    const rows = [...asking.querySelectorAll("[data-questions] .staff-question")];
    const free = rows.find((row) => !row.querySelector("textarea").value.trim());
    const row = free || addQuestion();
    row.querySelector("select").value = path;
    row.querySelector("textarea").focus();
  };

  if (asking) {
    asking.querySelector("[data-more]").addEventListener("click", () => addQuestion().querySelector("select").focus());
    const known = new Set([...asking.querySelector("select").options].map((option) => option.value));
    document.querySelectorAll(".staff-case [data-path]").forEach((place) => {
      if (!known.has(place.dataset.path)) return;
      const label = place.querySelector("dt");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "staff-ask";
      button.textContent = "?";
      const words = [...asking.querySelector("select").options].find((item) => item.value === place.dataset.path).text;
      button.setAttribute("aria-label", `${asking.closest("details").querySelector("summary").textContent}: ${words}`);
      button.title = asking.closest("details").querySelector("summary").textContent;
      button.addEventListener("click", () => questionAbout(place.dataset.path));
      (label || place).append(" ", button);
    });
  }

  document.querySelectorAll("[data-load]").forEach(async (place) => {
    try {
      const answer = await fetch(place.dataset.load, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
    } catch {
      // No connection: the page can be read without it.
    }
  });

  const wrong = document.querySelector(".staff-side .wrong :is(input, select, textarea), .staff-side [role=alert]");
  if (wrong) {
    wrong.scrollIntoView({ block: "center" });
    if (wrong.focus) wrong.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
    if (!shortcuts.on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const link = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (link) link.click();
  });
});
