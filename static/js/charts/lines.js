// Lines over time: the event study with its two bands, indexed lines, and the small plot of a row of many.
import { axis, label, number, tooltip, valueAxis } from "./palette.js";

const hidden = { type: "line", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };

/** An area between two lines: an invisible lower line and, stacked upon it, the difference. Steps without a value stay empty. */
function band(points, low, high, colour, stack) {
  const known = (point) => point[low] !== null && point[low] !== undefined && point[high] !== null && point[high] !== undefined;
  return [
    { ...hidden, stack, stackStrategy: "all", data: points.map((point) => [point.e, known(point) ? point[low] : null]) },
    { ...hidden, stack, stackStrategy: "all", areaStyle: { color: colour, opacity: 1 }, data: points.map((point) => [point.e, known(point) ? point[high] - point[low] : null]) },
  ];
}

/** data: points [{e, estimate, lower, upper, band_lower, band_upper, thin}], x_label, pre_label, opening (default −0.5), level */
export function eventStudy(data, style) {
  const { colours, narrow } = style;
  const opening = data.opening ?? -0.5;
  const first = Math.min(...data.points.map((point) => point.e));
  const last = Math.max(...data.points.map((point) => point.e));
  const before = Math.max(60, ((opening - first) / (last - first)) * (style.width - 90));
  const kept = data.points.filter((point) => !point.thin);
  const thin = data.points.filter((point) => point.thin);
  return {
    grid: { left: 8, right: 16, top: 28, bottom: data.x_label ? 30 : 8, containLabel: true },
    tooltip: tooltip(style, { trigger: "axis", formatter: (rows) => told(data.points.find((point) => point.e === rows[0].axisValue)) }),
    xAxis: axis(style, { type: "value", min: first, max: last, minInterval: narrow ? 6 : 3, name: data.x_label, nameGap: 26, axisLabel: { formatter: (value) => (value > 0 ? `+${value}` : number(value)) } }),
    yAxis: valueAxis(style, { scale: true }),
    series: [
      ...band(kept, "band_lower", "band_upper", colours["c-band-2"], "uniform"),
      ...band(kept, "lower", "upper", colours["c-band-1"], "pointwise"),
      { type: "line", data: kept.map((point) => [point.e, point.estimate]), lineStyle: { color: colours["c-1"], width: 2.25 }, itemStyle: { color: colours["c-1"], borderColor: colours.surface, borderWidth: 1.5 }, symbol: "circle", symbolSize: 7, z: 5,
        markArea: { silent: true, itemStyle: { color: colours["c-pre"] }, label: label(style, { color: colours.muted, fontWeight: 400, position: "insideBottomLeft", width: before, overflow: "break", lineHeight: 15 }), data: first < opening ? [[{ name: data.pre_label ?? "", xAxis: first }, { xAxis: opening }]] : [], z: 0 },
        markLine: { silent: true, symbol: "none", label: { show: false }, data: [{ yAxis: 0, lineStyle: { color: colours.ink, type: "solid", width: 1.25 } }, { xAxis: opening, lineStyle: { color: colours.ink, type: [2, 3], width: 1.25 } }] } },
      { type: "scatter", data: thin.map((point) => [point.e, point.estimate]), itemStyle: { color: colours["line-strong"] }, symbolSize: 6 },
    ],
  };
}

function told(point) {
  if (!point) return "";
  const range = (low, high) => (low === null || low === undefined ? "" : ` (${number(low)} … ${number(high)})`);
  return `${point.e > 0 ? "+" : ""}${number(point.e)}: ${number(point.estimate)}${range(point.lower, point.upper)}${point.n ? `\nn = ${point.n}` : ""}`;
}

const looks = (colours) => [
  { color: colours["c-1"], width: 2.25, type: "solid" }, { color: colours["c-2"], width: 2, type: [5, 3] }, { color: colours["c-3"], width: 2, type: "solid" }, { color: colours["c-4"], width: 2, type: [2, 2] },
  { color: colours["c-1"], width: 1.5, type: [8, 2, 2, 2] }, { color: colours["c-3"], width: 1.5, type: [5, 3] },
];

/** data: x [..], series [{name, values}], event (an x), reference {from, to}, zero (a value), x_label, from_zero */
export function lines(data, style) {
  const { colours } = style;
  const width = Math.min(160, Math.max(...data.series.map((line) => line.name.length)) * 9 + 12);
  return {
    grid: { left: 8, right: width, top: 16, bottom: data.x_label ? 30 : 8, containLabel: true },
    tooltip: tooltip(style, { trigger: "axis", valueFormatter: (value) => (value === null || value === undefined ? "–" : number(value)) }),
    xAxis: axis(style, { type: "category", boundaryGap: false, data: data.x, name: data.x_label, nameGap: 26, ...(data.x_label ? {} : { axisLabel: { alignMinLabel: "left" } }) }),
    yAxis: valueAxis(style, { scale: !data.from_zero }),
    series: data.series.map((line, at) => ({
      type: "line", name: line.name, data: line.values, symbol: "none", lineStyle: looks(colours)[at % 6], itemStyle: { color: looks(colours)[at % 6].color }, connectNulls: false,
      endLabel: label(style, { show: true, formatter: "{a}", lineHeight: 15, color: looks(colours)[at % 6].color }), labelLayout: { moveOverlap: "shiftY" },
      ...(at === 0 && { markLine: marks(data, colours), markArea: reference(data, colours) }),
    })),
  };
}

function marks(data, colours) {
  const rules = [];
  if (data.event !== undefined) rules.push({ xAxis: data.event, lineStyle: { color: colours.ink, type: [2, 3], width: 1.25 } });
  if (data.zero !== undefined) rules.push({ yAxis: data.zero, lineStyle: { color: colours.ink, type: "solid", width: 1.25 } });
  return { silent: true, symbol: "none", label: { show: false }, data: rules };
}

function reference(data, colours) {
  const range = data.reference ? [[{ yAxis: data.reference.from }, { yAxis: data.reference.to }]] : [];
  return { silent: true, itemStyle: { color: colours["c-pre"] }, data: range };
}

/** data: x, values, reference {from, to}: one indicator over its months, for a row of small plots */
export function spark(data, style) {
  const { colours } = style;
  const last = data.values.length - 1;
  const known = data.values.map((value, at) => (value === null ? -1 : at)).filter((at) => at >= 0);
  const shown = (at) => at === known.at(-1) || (data.values[at - 1] ?? null) === (data.values[at + 1] ?? null) && (data.values[at - 1] ?? null) === null;
  return {
    grid: { left: 2, right: 8, top: 8, bottom: 2, containLabel: true },
    tooltip: tooltip(style, { trigger: "axis", valueFormatter: number }),
    xAxis: axis(style, { type: "category", boundaryGap: false, data: data.x, axisLabel: { interval: Math.max(0, last - 1), showMaxLabel: true, alignMinLabel: "left", alignMaxLabel: "right" } }),
    yAxis: valueAxis(style, { scale: true, splitNumber: 1, axisLabel: { showMinLabel: true, showMaxLabel: true }, splitLine: { show: false } }),
    series: [{ type: "line", data: data.values.map((value, at) => ({ value: value ?? "-", symbol: value !== null && shown(at) ? "circle" : "none" })), symbolSize: 7, lineStyle: { color: colours.ink, width: 2 }, itemStyle: { color: colours.ink }, markArea: reference(data, colours) }],
  };
}
