import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { workflows } from "../../map/boxes/github.ts";
import { checkout } from "../support/stack-files.ts";

describe("the workflows of a map", () => {
  it("are those that take a role, and each takes the one that the map says", () => {
    const folder = join(checkout, ".github", "workflows");
    const roles = readdirSync(folder).map((file) => {
      const taken = [...readFileSync(join(folder, file), "utf8").matchAll(/^ +role: (deploy|preview)$/gm)].map(
        ([, role = ""]) => role,
      );
      // What deploys has looked before, by the role that may only look.
      return [file.replace(/\.yml$/, ""), taken.includes("deploy") ? "deploy" : taken[0]] as const;
    });
    assert.deepEqual(
      Object.fromEntries(roles.filter(([, role]) => role !== undefined).sort()),
      Object.fromEntries(
        Object.entries(workflows)
          .map(([name, { role }]) => [name, role] as const)
          .sort(),
      ),
    );
  });
});
