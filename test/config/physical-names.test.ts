import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "../../config/check.ts";
import { ownNames } from "../../config/checks/names.ts";
import { namesOfStack } from "../../config/physical-names.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { physicalName } from "../../lib/names.ts";
import { declareStack } from "../support/declare-stack.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folders = [".", ...readdirSync(join(root, "examples")).map((name) => join("examples", name))];

/** Inputs in which AWS keeps a name, over all types. */
const inputs = ["name", "family", "identifier", "userId", "userGroupId", "replicationGroupId", "creationToken"];

describe("the physical names that the checks know", () => {
  for (const file of folders.map((folder) => join(root, folder, "Pulumi.production.yaml"))) {
    it(`are all that the program makes of the keys of ${file.slice(root.length)}, or two could be one name unnoticed`, async () => {
      const read = readStackFile(file);
      const checked = check(read.values, read);
      assert.ok("config" in checked);
      const { app } = checked.config;
      const prefix = `${app.name}-${read.stack}`;
      const known = new Set(
        namesOfStack(app).map(({ named, name, replacing }) => physicalName(named, prefix, name, replacing)),
      );
      const { resources } = await declareStack(file);
      const unknown = resources
        .filter(({ path }) => !ownNames.includes(path.split("/")[0] ?? ""))
        .flatMap((resource) => inputs.map((input) => resource.inputs[input]))
        .filter((name) => typeof name === "string" && name.includes(prefix) && !name.startsWith("/aws/rds/"))
        .map((name) => String(name).replace(/^\/(slipway\/)?/, ""))
        .filter((name) => !known.has(name) && !known.has(name.replace(/\.fifo$/, "")));
      assert.deepEqual(unknown, []);
    });
  }
});
