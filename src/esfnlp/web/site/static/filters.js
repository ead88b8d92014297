// What the site's lists show of what they hold: the filters of a comparison and of the list of plans. They stand in the
// address after "#", so that a link keeps them, also of a page that is opened from a folder.
"use strict";

const form = document.getElementById("filters");
const counted = document.getElementById("counted");
const heat = document.querySelector("table.heat");
const plans = document.querySelector("table.plan-list");
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function chosen(name) {
  return new FormData(form).getAll(name).filter(Boolean);
}

function passes(values, value) {
  return !values.length || values.includes(value);
}

function filterHeat() {
  const [regions, periods, statuses] = ["region", "period", "status"].map(chosen);
  const [upper, lower] = heat.tHead.rows;
  const isShown = Array.from(lower.cells, ({ dataset }) => passes(regions, dataset.region) && passes(periods, dataset.period));
  lower.querySelectorAll("th").forEach((cell, i) => { cell.hidden = !isShown[i]; });
  upper.querySelectorAll("[data-region]").forEach((cell) => {
    const width = Array.from(lower.cells).filter((own) => !own.hidden && own.dataset.region === cell.dataset.region).length;
    cell.hidden = !width;
    cell.colSpan = width || 1;
  });
  let lines = 0;
  for (const row of heat.tBodies[0].rows) {
    const cells = Array.from(row.cells).slice(1);
    cells.forEach((cell, i) => {
      cell.hidden = !isShown[i];
      cell.classList.toggle("off", !passes(statuses, cell.className.split(" ")[0]));
    });
    const isSaid = (cell) => !cell.hidden && !cell.classList.contains("off") && (statuses.length || cell.querySelector("a"));
    row.hidden = !cells.some(isSaid);
    lines += row.hidden ? 0 : 1;
  }
  return lines;
}

function filterPlans() {
  const words = bare(form.elements.text.value).split(/\s+/).filter(Boolean);
  const named = (name) => (form.elements[name].value ? form.elements[name].selectedOptions[0].textContent.trim() : "");
  const [region, period] = [named("region"), named("period")];
  let lines = 0;
  for (const row of plans.tBodies[0].rows) {
    const text = bare(row.textContent);
    const isShown = words.every((word) => text.includes(word)) && row.cells[0].textContent.includes(region) && row.cells[1].textContent.includes(period);
    row.hidden = !isShown;
    lines += isShown ? 1 : 0;
  }
  return lines;
}

function show() {
  const lines = heat ? filterHeat() : filterPlans();
  const state = new URLSearchParams(Array.from(new FormData(form)).filter(([, value]) => value));
  counted.textContent = String(state) ? counted.dataset.counted.replace("{n}", lines) : "";
  return state;
}

function fill() {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = state.getAll(field.name).includes(field.value);
    else if (field.name) field.value = state.get(field.name) || "";
  }
  const fold = document.getElementById("filter-fold");
  if (fold) fold.open = fold.open || Boolean(String(state));
  show();
}

if (form && (heat || plans)) {
  form.hidden = false;
  const fold = document.getElementById("filter-fold");
  if (fold) fold.hidden = false;
  form.addEventListener("input", () => history.replaceState(null, "", `#${show()}`));
  form.addEventListener("reset", () => setTimeout(() => history.replaceState(null, "", `#${show()}`)));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", fill);
  fill();
}
