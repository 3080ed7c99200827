import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkout } from "../support/stack-files.ts";

describe("imports of the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-imports-"));
  after(() => rmSync(folder, { recursive: true }));

  const files = {
    "a.ts": 'import { b } from "./b.ts"; import { one } from "pkg"; console.log(b, one satisfies string);',
    "b.ts": 'import { one } from "pkg"; export const b: string = "b of " + one;',
    "wrong.ts": 'import "./absent.ts";',
    "node_modules/pkg/package.json": '{ "type": "module", "exports": "./index.js" }',
    "node_modules/pkg/index.js": 'export const one = "one";',
    "main.mjs": `
      import module from "node:module";
      import { importQuickly } from ${JSON.stringify(pathToFileURL(join(checkout, "cli/quick-imports.mjs")))};
      const looked = [];
      module.registerHooks({ resolve: (specifier, context, next) => (looked.push(specifier), next(specifier, context)) });
      importQuickly();
      await import("./a.ts");
      console.log(looked.join(" "));
      await import("./wrong.ts").catch(({ code, message }) => console.log(code, message));`,
  };

  it("look for a package once and for a file of ours never, since a plan imports three thousand times", () => {
    mkdirSync(join(folder, "node_modules/pkg"), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "main.mjs")], { encoding: "utf8" });
    const [said, looked, wrong = ""] = stdout.split("\n");
    assert.equal(said, "b of one one", stderr);
    assert.equal(looked, "./a.ts pkg");
    assert.match(wrong, /^ENOENT .*absent\.ts/, "a file that is not there is told by its path");
  });
});
