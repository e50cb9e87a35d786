// The chart's colours are the page's custom properties, resolved for the theme of the moment, and the parts all charts share.
const names = ["c-1", "c-2", "c-3", "c-4", "c-band-1", "c-band-2", "c-pre", "line", "line-strong", "muted", "ink", "surface", "watch", "act", "good", "h-n3", "h-n2", "h-n1", "h-0", "h-p1", "h-p2", "h-p3", "h-p4"];

export function palette(box) {
  const probe = document.createElement("i");
  box.append(probe);
  const colours = {};
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return { colours, font: getComputedStyle(box).fontFamily };
}

const language = document.documentElement.lang || "en";
const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
export const number = (value) => plain.format(value).replace("-", "−");

export function axis({ colours, font }, extra = {}) {
  const label = { color: colours.muted, fontSize: 12, fontFamily: font, hideOverlap: true };
  return {
    axisLine: { lineStyle: { color: colours.line } }, axisTick: { show: false }, splitLine: { show: false },
    nameLocation: "middle", nameTextStyle: label, ...extra, axisLabel: { ...label, ...extra.axisLabel },
  };
}

export function valueAxis(style, extra = {}) {
  return axis(style, {
    type: "value", splitNumber: 4, splitLine: { lineStyle: { color: style.colours.line } }, axisLine: { show: false }, ...extra,
    axisLabel: { formatter: number, ...extra.axisLabel },
  });
}

// The policy of this site forbids inline styles, so that the tooltip is drawn into the picture and not as HTML.
export function tooltip({ colours, font }, extra = {}) {
  return {
    renderMode: "richText", confine: true, backgroundColor: colours.surface, borderColor: colours["line-strong"], borderWidth: 1, padding: [6, 10],
    textStyle: { color: colours.ink, fontSize: 12, fontFamily: font, lineHeight: 17 }, ...extra,
  };
}

export function label({ colours, font }, extra = {}) {
  return { fontSize: 12, fontFamily: font, fontWeight: 600, color: colours.ink, ...extra };
}
