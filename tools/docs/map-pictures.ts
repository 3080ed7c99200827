// Writes the pictures of maps in the docs, from the default app: `node tools/docs/map-pictures.ts`. Needs a Chromium.
import { mkdirSync, writeFileSync } from "node:fs";
import type { BrowserContextOptions } from "playwright-core";
import { compareMaps } from "../../map/compare.ts";
import { mapPage } from "../../map/picture/page.ts";
import { type ReadMap, readMap } from "../../map/read-map.ts";
import { startedBrowser, withPageOf } from "../../test/support/browser.ts";

const folder = new URL("../../docs/pictures/", import.meta.url);
const app = new URL("../../test/default-app", import.meta.url).pathname;

const laptop: BrowserContextOptions = { viewport: { width: 1160, height: 780 }, deviceScaleFactor: 1 };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 };

async function mapOfApp(stack: string): Promise<ReadMap> {
  const read = await readMap(stack, app);
  if ("says" in read) {
    throw new Error(read.says);
  }
  return read;
}

const staging = await mapOfApp("staging");
const production = await mapOfApp("production");
const single = await mapPage(production.map);
const both = await mapPage(compareMaps({ ...staging, name: "staging" }, { ...production, name: "production" }));

/** A picture, what it shows, and how much of the page. */
const pictures: readonly (readonly [name: string, html: string, options: BrowserContextOptions])[] = [
  ["map-production-light", single, { ...laptop, colorScheme: "light" }],
  ["map-production-dark", single, { ...laptop, colorScheme: "dark" }],
  ["map-production-phone", single, { ...phone, colorScheme: "light" }],
  ["map-compare", both, { ...laptop, colorScheme: "light" }],
];

const browser = await startedBrowser();
if (typeof browser === "string") {
  throw new Error(browser);
}
mkdirSync(folder, { recursive: true });
for (const [name, html, options] of pictures) {
  await withPageOf(
    browser,
    html,
    async ({ page }) => {
      const legend = await page.locator(".legend").boundingBox();
      const { width, height } = options.viewport ?? { width: 0, height: 0 };
      const isWide = width > height;
      const shown = isWide && legend ? legend.y + legend.height + 16 : height;
      await page.setViewportSize({ width, height: Math.ceil(shown) });
      const picture = await page.screenshot();
      writeFileSync(new URL(`${name}.png`, folder), picture);
      process.stdout.write(`${name}.png, ${Math.ceil(picture.length / 1000)} kB\n`);
    },
    options,
  );
}
await browser.close();
