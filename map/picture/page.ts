import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { EnvironmentMap } from "../environment-map.ts";
import { usdText } from "../usd.ts";
import { columnDrawing } from "./column-drawing.ts";
import { layeredDrawing } from "./layered-drawing.ts";
import { legendOf } from "./legend.ts";
import { differences, hues, page, type Tone } from "./palette.ts";
import { tableOf } from "./rows.ts";
import { svgOf } from "./svg.ts";
import { escaped } from "./text.ts";

const read = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
const scripts = ["choose.mjs", "zoom.mjs"].map(read);
const rules = ["page.css", "picture.css"].map(read).join("");

/**
 * A whole environment as one HTML page, which asks for nothing else and which its own policy forbids to: a picture for a
 * wide screen and one for a phone, what is known of each box, and a table of all.
 */
export async function mapPage(map: EnvironmentMap): Promise<string> {
  const style = `${colours()}${rules}`;
  const allowed = scripts.map((script) => `'${hashOf(script)}'`).join(" ");
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src ${allowed}; img-src data:; base-uri 'none'; form-action 'none'`;
  const wide = svgOf(await layeredDrawing(map), map.title, "wide");
  const narrow = svgOf(columnDrawing(map), map.title, "narrow");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="slipway">
<link rel="icon" href="data:,">
<title>${escaped(map.title)}</title>
<style>${style}</style>
</head>
<body>
${headerOf(map)}
<main>
<div class="stage" role="region" aria-label="Picture" tabindex="-1">
${wide}
${narrow}
</div>
${legendOf(map)}
<h2 id="all">All of it</h2>
${tableOf(map)}
</main>
<footer>Made by <code>npx slipway map</code>. An arrow points from who begins to what is reached. Costs are what is expected for a month, without tax.</footer>
<aside class="panel" aria-label="Chosen box" aria-live="polite" tabindex="-1" hidden></aside>
${scripts.map((script) => `<script type="module">${script}</script>`).join("\n")}
</body>
</html>
`;
}

function headerOf({ title, facts, usdPerMonth, compared }: EnvironmentMap): string {
  // Of two, the facts say what each costs.
  const cost = compared ? "" : `<p class="cost"><strong>${usdText(usdPerMonth)}</strong> a month, expected</p>\n`;
  return `<header>
<div class="titles"><h1>${escaped(title)}</h1><p>${facts.map(escaped).join(" · ")}</p></div>
${cost}<div class="tools"><span class="found" role="status"></span><div class="zoom" role="group" aria-label="Zoom"><button type="button" data-zoom="out" aria-label="Zoom out" title="Zoom out: −">−</button><button type="button" data-zoom="whole" aria-label="Show all" title="Show all: 0">0</button><button type="button" data-zoom="in" aria-label="Zoom in" title="Zoom in: +">+</button></div><input type="search" placeholder="Search: /" aria-label="Search for a box"><button type="button" data-theme-switch aria-label="Light or dark" title="Light or dark">◐</button></div>
</header>`;
}

/** Every colour as a variable that follows the scheme of the page. */
function colours(): string {
  const declared = (tones: Readonly<Record<string, Tone>>) =>
    Object.entries(tones)
      .map(([name, { light, dark }]) => `--${name}:light-dark(${light},${dark});`)
      .join("");
  return [
    `:root{color-scheme:light dark;${declared(page)}}`,
    ":root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}",
    ...Object.entries(hues).map(([name, tones]) => `.hue-${name}{${declared(tones)}}`),
    ...Object.entries(differences).map(([name, { tone }]) => `.is-${name}{${declared({ mark: tone })}}`),
    "",
  ].join("\n");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
