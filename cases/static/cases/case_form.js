// The case form: adding and taking away rows without touching what is typed elsewhere, names beside row titles,
// links that offer the rows there are, and the comparator tab.
"use strict";

(function () {
  const rowsOf = (section) => section.querySelectorAll(":scope > .case-rows > .case-row");
  const input = (name) => document.querySelector(`[name="${CSS.escape(name)}"]`);

  function totalOf(section) {
    return section.querySelector(`:scope > input[name="${CSS.escape(section.dataset.prefix)}-TOTAL_FORMS"]`);
  }

  function nameOf(row) {
    if (row.dataset.nameField.endsWith("-")) return "";
    const field = input(row.dataset.nameField) || input(`${row.dataset.nameField}_0`);
    if (!field || field.type === "file") return "";
    const text = field.tagName === "SELECT" ? (field.value ? field.selectedOptions[0].text : "") : field.value;
    return text.trim().slice(0, 60);
  }

  function isGone(row) {
    const remove = row.querySelector(":scope > .case-row-head input[name$='-DELETE']");
    return row.hidden || (remove !== null && remove.checked);
  }

  // A new row's number follows from its place, exactly as the server counts.
  function addRow(section) {
    const total = totalOf(section);
    const index = Number(total.value);
    const number = Number(section.dataset.highest) + index - Number(section.dataset.stored) + 1;
    const holder = document.createElement("template");
    const prefix = section.dataset.prefix;
    holder.innerHTML = section
      .querySelector(":scope > template")
      .innerHTML.replaceAll(`${prefix}-__prefix__`, `${prefix}-${index}`);
    const row = holder.content.querySelector(".case-row");
    row.dataset.number = number;
    row.dataset.prefix = `${prefix}-${index}`;
    row.querySelector(".case-row-title").textContent = `${section.dataset.title} ${number}`;
    section.querySelector(":scope > .case-rows").append(row);
    total.value = index + 1;
    const first = row.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
    return row;
  }

  // The row stays in its place, empty and unseen, so that no other row changes its name.
  function takeAway(row) {
    row.hidden = true;
    row.querySelectorAll("input, select, textarea").forEach((field) => (field.disabled = true));
  }

  function showNames(root) {
    root.querySelectorAll(".case-row[data-name-field]").forEach((row) => {
      row.querySelector(":scope > .case-row-head .case-row-name").textContent = nameOf(row);
      row.classList.toggle("goes", isGone(row));
    });
  }

  function fillLinks() {
    document.querySelectorAll("select[data-links-to]").forEach((select) => {
      const section = document.querySelector(`.case-section[data-section="${select.dataset.linksTo}"]`);
      if (!section) return;
      const chosen = select.value;
      const rows = [...rowsOf(section)].filter((row) => !isGone(row));
      const options = [new Option("---------", "")];
      rows.forEach((row) => options.push(new Option(`${row.dataset.number} ${nameOf(row)}`.trim(), row.dataset.number)));
      if (chosen && !options.some((option) => option.value === chosen)) options.push(new Option(chosen, chosen));
      select.replaceChildren(...options);
      select.value = chosen;
    });
  }

  function showKind() {
    const kind = input("kind");
    if (!kind) return;
    document.querySelectorAll("[data-only-for]").forEach((tab) => (tab.hidden = tab.dataset.onlyFor !== kind.value));
  }

  function refresh() {
    showNames(document);
    fillLinks();
    showKind();
    document.dispatchEvent(new CustomEvent("case-rows"));
  }

  document.addEventListener("click", (event) => {
    const add = event.target.closest(".case-add");
    const remove = event.target.closest(".case-remove-new");
    if (add) addRow(add.closest(".case-section"));
    if (remove) takeAway(remove.closest(".case-row"));
    if (add || remove) refresh();
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest(".case-section, .case-new-head")) refresh();
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector(".case-tabs")) return;
    refresh();
  });
})();
