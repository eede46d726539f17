"use strict";
// Filters: without a script everything is shown.
const filters = document.getElementById("filters");
const formulas = [...document.querySelectorAll(".formula")];
const shown = document.getElementById("shown");
const search = document.getElementById("search");
const surprises = document.getElementById("surprises");
const boxes = [...filters.querySelectorAll("input[name=verdict]")];

function apply() {
  const verdicts = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const words = search.value.trim().toLowerCase();
  let count = 0;
  for (const formula of formulas) {
    const fits =
      verdicts.has(formula.dataset.verdict) &&
      (!surprises.checked || formula.dataset.surprise === "yes") &&
      (words === "" || (formula.dataset.latex + " " + formula.textContent).toLowerCase().includes(words));
    formula.hidden = !fits;
    count += fits ? 1 : 0;
  }
  shown.textContent = count + " of " + formulas.length + " shown";
}

filters.hidden = false;
filters.addEventListener("input", apply);
apply();

// A link to a formula shows it, whatever is filtered; a print shows what is folded.
addEventListener("hashchange", reveal);
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (target && target.hidden) {
    target.hidden = false;
    target.scrollIntoView();
  }
}
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((each) => (each.open = true));
});
addEventListener("afterprint", () => folded.forEach((each) => (each.open = false)));
