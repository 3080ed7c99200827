import type { StageHistory } from "../../promotion/history/deployment.ts";
import { rollbackTarget } from "../../promotion/rollback/target.ts";
import { refuses } from "../support/refuses.ts";

describe("a rollback of a stage that has nothing to go back to", () => {
  const history = { stack: "staging", deployments: [] } as unknown as StageHistory;

  it("names the ways forward, because there is none back", () =>
    refuses(
      () => rollbackTarget(history, {} as never, undefined),
      "there is nothing in staging to go back to: no release was verified there yet: go forward, with npx slipway promote or npx slipway bump",
    ));
});
