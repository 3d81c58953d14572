"use strict";
const cards = [...document.querySelectorAll("#cards > li")];
const filters = [...document.querySelectorAll("#controls select")];
const count = document.getElementById("count");
const shown = () => cards.filter((card) => !card.hidden);

function filter() {
  for (const card of cards) {
    card.hidden = filters.some(({ value, dataset }) => value && card.dataset[dataset.key] !== value);
  }
  count.textContent = `${shown().length} of ${cards.length}`;
}

function step(by) {
  const visible = shown();
  if (visible.length === 0) return;
  const last = visible.length - 1;
  const at = visible.indexOf(document.activeElement.closest("#cards > li") ?? step.from);
  const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), last);
  step.from = visible[to];
  step.from.focus();
  step.from.scrollIntoView({ block: "nearest" });
  count.textContent = `${to + 1} of ${visible.length}`;
}

const keys = { j: 1, n: 1, k: -1, p: -1 };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) return;
  if (event.key in keys) step(keys[event.key]);
});
document.getElementById("next").addEventListener("click", () => step(1));
document.getElementById("previous").addEventListener("click", () => step(-1));
for (const one of filters) one.addEventListener("change", filter);
window.addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details")) one.open = true;
});
document.getElementById("controls").hidden = false;
filter();
