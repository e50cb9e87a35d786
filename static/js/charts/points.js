// Points: scatter, heat map, and estimates with their intervals.
import { axis, label, number, tooltip, valueAxis } from "./palette.js";

/** data: groups [{name, points [{x, y, label}]}], x_label, y_label, x_split, y_split (lines between the fields) */
export function scatter(data, style) {
  const { colours } = style;
  const fills = [colours["c-1"], colours["c-2"], colours["c-3"], colours["c-4"]];
  const rules = [["xAxis", data.x_split], ["yAxis", data.y_split]].filter(([, value]) => value !== undefined);
  return {
    grid: { left: 24, right: 16, top: 16, bottom: 32, containLabel: true },
    tooltip: tooltip(style, { formatter: ({ data: [x, y, name] }) => `${name ?? ""}\n${number(x)}; ${number(y)}` }),
    xAxis: valueAxis(style, { name: data.x_label, nameGap: 28, scale: true, splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: colours.ink } } }),
    yAxis: valueAxis(style, { name: data.y_label, nameGap: 40, scale: true }),
    series: data.groups.map((group, at) => ({
      type: "scatter", name: group.name, symbol: ["circle", "rect", "triangle", "diamond"][at % 4], symbolSize: 8, itemStyle: { color: fills[at % 4], opacity: 0.75 },
      data: group.points.map((point) => [point.x, point.y, point.label]),
      ...(at === 0 && { markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colours["line-strong"], type: [2, 3] }, data: rules.map(([name, value]) => ({ [name]: value })) } }),
    })),
  };
}

/** data: columns, rows [{label, n, values [number or null], opening (index of a column)}], steps (7 rising bounds between the 8 colours) */
export function heat(data, style) {
  const { colours } = style;
  const fills = ["h-n3", "h-n2", "h-n1", "h-0", "h-p1", "h-p2", "h-p3", "h-p4"].map((name) => colours[name]);
  const bounds = [-Infinity, ...data.steps, Infinity];
  const gap = style.width / data.columns.length < 8 ? 0.5 : 2;
  const stairs = data.rows.flatMap((row, at) => (row.opening === undefined ? [] : [[row.opening, at]]));
  const values = data.rows.flatMap((row, at) => row.values.map((value, column) => [column, at, value]));
  return {
    grid: { left: 4, right: 8, top: 8, bottom: 36, containLabel: true },
    title: scale(fills, data.steps, style),
    tooltip: tooltip(style, { formatter: ({ value: [column, row, value] }) => `${data.rows[row].label}, ${data.columns[column]}: ${value === null || value === undefined ? "–" : number(value)}` }),
    xAxis: axis(style, { type: "category", data: data.columns, axisLine: { show: false }, axisLabel: { alignMinLabel: "left", alignMaxLabel: "right", showMinLabel: true, showMaxLabel: true } }),
    yAxis: axis(style, { type: "category", data: data.rows.map((row) => `${row.label}  n ${row.n}`), inverse: true, axisLine: { show: false } }),
    series: [
      { type: "custom", encode: { x: 0, y: 1 }, data: values, renderItem: (_, api) => cell(api, (value) => fills[bounds.findIndex((bound, at) => value >= bound && value < bounds[at + 1])], colours, gap) },
      { type: "custom", silent: true, tooltip: { show: false }, encode: { x: 0, y: 1 }, data: stairs, z: 5, renderItem: (_, api) => stair(api, colours) },
    ],
  };
}

function place(api) {
  const [width, height] = api.size([1, 1]);
  const [x, y] = api.coord([api.value(0), api.value(1)]);
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** What the colours mean: all of them between the lowest and the highest bound. */
function scale(fills, steps, { colours, font }) {
  const patches = fills.map((fill, at) => [`f${at}`, { backgroundColor: fill, width: 14, height: 12 }]);
  const text = `< ${number(steps[0])}  ${patches.map(([name]) => `{${name}|}`).join("{gap|}")}  ≥ ${number(steps.at(-1))}`;
  return { text, left: 4, bottom: 8, padding: 0, textStyle: { color: colours.muted, fontSize: 12, fontWeight: "normal", fontFamily: font, rich: { gap: { width: 2 }, ...Object.fromEntries(patches) } } };
}

function cell(api, fill, colours, gap) {
  const at = place(api);
  const blank = Number.isNaN(api.value(2));
  const shape = { x: at.x + gap / 2, y: at.y + 1, width: Math.max(1, at.width - gap), height: Math.max(1, at.height - 2) };
  return { type: "rect", shape, style: blank ? { fill: "none", stroke: colours.line } : { fill: fill(api.value(2)) } };
}

function stair(api, colours) {
  const at = place(api);
  return { type: "line", shape: { x1: at.x, x2: at.x, y1: at.y, y2: at.y + at.height }, style: { stroke: colours.ink, lineWidth: 2.5 } };
}

/** As high as its rows need, each with its own label: above its interval on a phone. */
export function intervalsHeight(data, narrow) {
  return 72 + data.rows.length * (narrow ? 42 : 26);
}

/** data: rows [{label, estimate, lower, upper, main}], zero (default 0), break_even {value, label}, x_label */
export function intervals(data, style) {
  const { colours } = style;
  const rules = [{ xAxis: data.zero ?? 0, label: { show: false }, lineStyle: { color: colours.ink, type: "solid", width: 1.25 } }];
  if (data.break_even) rules.push({ xAxis: data.break_even.value, label: label(style, { formatter: data.break_even.label, color: colours.act, position: "start" }), lineStyle: { color: colours.act, type: "solid", width: 2 } });
  return {
    grid: { left: 4, right: 24, top: 24, bottom: data.x_label ? 32 : 4, containLabel: true },
    tooltip: tooltip(style, { formatter: ({ dataIndex }) => { const row = data.rows[dataIndex]; return `${row.label}: ${number(row.estimate)}${row.lower === null ? "" : ` (${number(row.lower)} … ${number(row.upper)})`}`; } }),
    xAxis: valueAxis(style, { name: data.x_label, nameGap: 28, splitLine: { show: false }, scale: true }),
    yAxis: axis(style, { type: "category", data: data.rows.map((row) => row.label), inverse: true, axisLine: { show: false }, axisLabel: { color: colours.ink, interval: 0, hideOverlap: false, ...(style.narrow ? above(style) : { width: 240, overflow: "break", lineHeight: 15 }) }, z: 6 }),
    series: [{
      type: "custom", encode: { x: [0, 1, 2], y: 3 }, data: data.rows.map((row, at) => [row.estimate, row.lower ?? row.estimate, row.upper ?? row.estimate, at]),
      renderItem: (params, api) => interval(api, data.rows[params.dataIndex].main ? colours["c-1"] : colours["c-2"], colours),
      markLine: { silent: true, symbol: "none", data: rules },
    }],
  };
}

/** A label over its row instead of beside it, so that a phone's whole width is left to the intervals. */
function above({ colours, width }) {
  return { inside: true, margin: 4, width: width - 32, overflow: "truncate", verticalAlign: "bottom", padding: [0, 0, 8, 0], textBorderColor: colours.surface, textBorderWidth: 3 };
}

function interval(api, colour, colours) {
  const [x, y] = api.coord([api.value(0), api.value(3)]);
  const [low, high] = [api.value(1), api.value(2)].map((value) => api.coord([value, api.value(3)])[0]);
  return { type: "group", children: [
    { type: "line", shape: { x1: low, x2: high, y1: y, y2: y }, style: { stroke: colour, lineWidth: 3 } },
    { type: "circle", shape: { cx: x, cy: y, r: 5 }, style: { fill: colour, stroke: colours.surface, lineWidth: 1.5 } },
  ] };
}
