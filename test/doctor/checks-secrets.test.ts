import assert from "node:assert/strict";
import { secretValues } from "../../doctor/checks/secrets.ts";
import { healthy, smallest } from "./healthy.ts";

describe("the values of secrets", () => {
  it("are given with commands that are told, because Pulumi says no more than that one is bad", async () => {
    assert.deepEqual(await secretValues.run(healthy(smallest(), { unfilledSecrets: ["API_KEY", "DSN"] })), {
      is: "failed",
      says: '2 secrets of the stack file have a placeholder for a value, of which Pulumi says "bad value"',
      mend: [
        "pulumi config set --stack staging --secret --path 'slipway:secrets.API_KEY'",
        "pulumi config set --stack staging --secret --path 'slipway:secrets.DSN'",
      ],
    });
    assert.deepEqual(await secretValues.run(healthy(smallest())), { is: "ok", says: "no placeholder" });
    const broken = { ...healthy(smallest()), unfilledSecrets: undefined };
    assert.deepEqual(await secretValues.run(broken), { is: "skipped", says: "see stack file" });
    assert.equal(
      (await secretValues.run(healthy(smallest(), { unfilledSecrets: ["API_KEY"], isSandbox: true }))).says,
      "the sandbox has values of its own",
    );
  });
});
