import { writeFileSync } from "node:fs";

import { generated } from "./build.ts";

const root = new URL("../../", import.meta.url);
for (const [file, text] of Object.entries(generated())) {
  writeFileSync(new URL(file, root), text);
  console.log(`wrote ${file}`);
}
