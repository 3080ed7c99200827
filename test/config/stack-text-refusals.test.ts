import { withNewEntry } from "../../config/stack-text/entry.ts";
import { refuseOther, valuesIn } from "../../config/stack-text/values-in.ts";
import { refuses } from "../support/refuses.ts";

describe("a change of a stack file", () => {
  it("into what is no mapping is refused, since there are no keys to stand beside", () =>
    refuses(
      () => withNewEntry("config:\n  slipway:release: later\n", ["config", "slipway:release"], "version: 2"),
      "slipway:release is no mapping: write its keys below it, and run this again",
    ));

  it("that says anything else than it should is refused, before it is written", () =>
    refuses(
      () => refuseOther("a: 2\n", valuesIn("a: 1\n", "Pulumi.staging.yaml"), "a digest", "Pulumi.staging.yaml"),
      "Pulumi.staging.yaml: a digest cannot be written without changing what is around it: nothing was written",
    ));
});
