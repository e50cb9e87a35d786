// Draws every [data-chart] of the page from the JSON beside it; again when the theme or its width changes.
import { init } from "../../vendor/echarts/echarts.js";
import { palette } from "./palette.js";
import { bars, histogram } from "./bars.js";
import { eventStudy, lines, spark } from "./lines.js";
import { heat, intervals, intervalsHeight, scatter } from "./points.js";

const kinds = { "event-study": eventStudy, lines, spark, bars, histogram, scatter, heat, intervals };
const drawn = new Map();

function draw(box) {
  const data = JSON.parse(document.getElementById(box.dataset.source).textContent);
  const width = box.clientWidth;
  const narrow = width < 480;
  if (box.dataset.chart === "intervals") box.style.height = `${intervalsHeight(data, narrow)}px`;
  const chart = drawn.get(box) ?? init(box, null, { renderer: "svg" });
  chart.resize();
  chart.setOption({ animation: false, aria: { enabled: false }, ...kinds[box.dataset.chart](data, { ...palette(box), narrow, width }) }, true);
  drawn.set(box, chart);
}

function view(figure, button) {
  figure.dataset.view = button.dataset.view;
  for (const other of figure.querySelectorAll("[data-view]")) other.setAttribute("aria-pressed", String(other === button));
  if (button.dataset.view === "chart") redraw(figure);
}

function redraw(root) {
  for (const box of root.querySelectorAll("[data-chart]")) if (box.clientWidth) { drawn.get(box)?.resize(); draw(box); }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-figure] button[data-view]");
  if (button) view(button.closest("[data-figure]"), button);
});
document.addEventListener("themechange", () => redraw(document));
document.addEventListener("htmx:afterSettle", (event) => redraw(event.target));
const widths = new ResizeObserver((entries) => { for (const { target } of entries) if (target.clientWidth) { drawn.get(target)?.resize(); draw(target); } });
for (const box of document.querySelectorAll("[data-chart]")) widths.observe(box);
