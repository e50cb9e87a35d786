// Bars and histograms: always from zero.
import { axis, label, number, tooltip, valueAxis } from "./palette.js";

/** data: categories, series [{name, values}], totals (the whole of each bar, drawn pale behind it), highlight (index), horizontal, x_label */
export function bars(data, style) {
  const { colours } = style;
  const categories = axis(style, { type: "category", data: data.categories, inverse: Boolean(data.horizontal), axisLine: { lineStyle: { color: colours.ink } } });
  const values = valueAxis(style, { min: 0, name: data.x_label, nameGap: 26, ...(data.horizontal && { axisLabel: { show: false }, splitLine: { show: false } }) });
  const fills = [colours["c-1"], colours["c-2"], colours["c-3"], colours["c-4"]];
  const colour = (at, index) => (data.highlight === undefined || data.highlight === index ? fills[at] : colours["c-2"]);
  const whole = data.totals ? [{ type: "bar", data: data.totals, barGap: "-100%", barMaxWidth: 36, itemStyle: { color: colours.line }, silent: true, z: 1 }] : [];
  return {
    grid: { left: 4, right: data.horizontal ? 56 : 8, top: 20, bottom: data.x_label ? 30 : 4, containLabel: true },
    tooltip: tooltip(style, { trigger: "axis", axisPointer: { type: "none" }, valueFormatter: number }),
    xAxis: data.horizontal ? values : categories,
    yAxis: data.horizontal ? categories : values,
    series: [...whole, ...data.series.map((row, at) => ({
      type: "bar", name: row.name, barMaxWidth: 36, z: 2, ...(data.totals && { barGap: "-100%" }),
      data: row.values.map((value, index) => ({ value, itemStyle: { color: colour(at, index) } })),
      label: label(style, { show: data.series.length === 1 && row.values.length <= 12, position: data.horizontal ? "right" : "top", formatter: ({ value, dataIndex }) => (data.labels ? data.labels[dataIndex] : number(value)) }),
    }))],
  };
}

/** data: bins [{from, to, count}], marks [{x, label}], x_label */
export function histogram(data, style) {
  const { colours } = style;
  const width = data.bins[0].to - data.bins[0].from;
  return {
    grid: { left: 4, right: 16, top: 28, bottom: data.x_label ? 30 : 4, containLabel: true },
    tooltip: tooltip(style, { trigger: "item", formatter: ({ dataIndex }) => `${number(data.bins[dataIndex].from)} … ${number(data.bins[dataIndex].to)}: ${data.bins[dataIndex].count}` }),
    xAxis: axis(style, { type: "value", min: data.bins[0].from, max: data.bins.at(-1).to, name: data.x_label, nameGap: 26, axisLine: { lineStyle: { color: colours.ink } }, axisLabel: { formatter: number } }),
    yAxis: valueAxis(style, { min: 0, show: false }),
    series: [{
      type: "custom", encode: { x: [0, 1], y: 2 }, data: data.bins.map((bin) => [bin.from, bin.to, bin.count]),
      renderItem: (_, api) => {
        const top = api.coord([api.value(0), api.value(2)]);
        const end = api.coord([api.value(0) + width, 0]);
        return { type: "rect", shape: { x: top[0] + 0.5, y: top[1], width: Math.max(1, end[0] - top[0] - 1), height: end[1] - top[1] }, style: { fill: colours["c-2"] } };
      },
      markLine: { silent: true, symbol: "none", data: (data.marks ?? []).map((mark) => ({ xAxis: mark.x, name: mark.label, label: label(style, { formatter: mark.label }), lineStyle: { color: colours["c-1"], type: "solid", width: 2 } })) },
    }],
  };
}
