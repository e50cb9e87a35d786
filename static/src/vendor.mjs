// Copies what the browser needs out of node_modules: the icon sprite, Alpine (CSP build), Apache ECharts and, for the tests, axe.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";

const modules = new URL("../../node_modules/", import.meta.url);
const vendor = new URL("../vendor/", import.meta.url);

async function sprite() {
  const names = (await readFile(new URL("icons.txt", import.meta.url), "utf8")).trim().split(/\s+/);
  const symbols = await Promise.all(names.map(async (name) => {
    const svg = await readFile(new URL(`lucide-static/icons/${name}.svg`, modules), "utf8");
    const paths = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.indexOf("</svg>")).replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${paths}</symbol>`;
  }));
  const icons = new URL("../icons/", import.meta.url);
  await mkdir(icons, { recursive: true });
  await writeFile(new URL("sprite.svg", icons), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
  await copyFile(new URL("lucide-static/LICENSE", modules), new URL("LICENSE", icons));
}

async function bundle(folder, options) {
  const target = new URL(`${folder}/`, vendor);
  await mkdir(target, { recursive: true });
  await build({ bundle: true, minify: true, legalComments: "inline", format: "esm", logLevel: "warning", outdir: target.pathname, ...options });
}

async function copy(pairs) {
  for (const [from, to] of pairs) {
    const target = new URL(to, import.meta.url);
    await mkdir(new URL(".", target), { recursive: true });
    await copyFile(new URL(from, modules), target);
  }
}

await sprite();
await bundle("echarts", { entryPoints: { echarts: new URL("echarts.mjs", import.meta.url).pathname } });
await copy([
  ["echarts/LICENSE", "../vendor/echarts/LICENSE"],
  ["echarts/NOTICE", "../vendor/echarts/NOTICE"],
  ["@alpinejs/csp/dist/cdn.min.js", "../vendor/alpine/alpine-csp.min.js"],
  ["axe-core/axe.min.js", "../../tests/journeys/vendor/axe.min.js"],
  ["axe-core/LICENSE", "../../tests/journeys/vendor/LICENSE"],
]);
