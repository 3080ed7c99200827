import assert from "node:assert/strict";
import type { Inspection } from "../../bootstrap/inspection.ts";
import { foundation } from "../../doctor/checks/foundation.ts";
import { healthy, smallest } from "./healthy.ts";

describe("what bootstrap makes", () => {
  const found = (...inspections: readonly (Inspection | Error)[]) => ({
    foundation: inspections.map((inspection, at) => ({
      name: `thing ${at + 1}`,
      inspect: async () => {
        if (inspection instanceof Error) {
          throw inspection;
        }
        return inspection;
      },
    })),
  });
  const there = { is: "there" } as const;

  it("is told with all that is missing and all in which it is not as it has to be, and one command mends it", async () => {
    const differences = [
      { today: "old versions are not kept", change: "old versions are kept" },
      { today: "it is public", change: "it is closed" },
    ] as const;
    const context = found(there, { is: "missing" }, { is: "different", differences });
    assert.deepEqual(await foundation.run(healthy(smallest(), context)), {
      is: "failed",
      says: "thing 2 is not there; thing 3: old versions are not kept, it is public",
      mend: ["npx slipway bootstrap staging --yes"],
    });
    assert.deepEqual(await foundation.run(healthy(smallest(), found(there))), { is: "ok", says: "thing 1" });
  });

  it("that it would not touch is told in its words, without the flag that does nothing about it", async () => {
    const context = found({ is: "refused", why: "another account has it" });
    assert.deepEqual(await foundation.run(healthy(smallest(), context)), {
      is: "failed",
      says: "another account has it",
      mend: ["npx slipway bootstrap staging"],
    });
  });

  it("is not known where a right is missing, which hides nothing else", async () => {
    const denied = new Error("cannot look at bucket acme");
    assert.deepEqual(await foundation.run(healthy(smallest(), found(there, denied))), {
      is: "skipped",
      says: "not known: cannot look at bucket acme",
    });
    assert.equal((await foundation.run(healthy(smallest(), found(denied, { is: "missing" })))).is, "failed");
  });

  it("is not looked for in the sandbox", async () => {
    const { foundation: _, ...sandbox } = healthy(smallest(), { isSandbox: true });
    assert.equal((await foundation.run(sandbox)).says, "the sandbox needs no bootstrap");
  });
});
