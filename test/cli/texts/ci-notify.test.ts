import assert from "node:assert/strict";
import { ciNotifyText } from "../../../cli/texts/ci-notify.ts";

const topicArn = "arn:aws:sns:eu-north-1:111111111111:harbour-staging-alarms-notify";
const result = { stack: "staging", event: "done", topicArn, isTold: true };

describe("ciNotifyText", () => {
  it("says who was told, because nobody sees in the log of a job who listens", () => {
    assert.equal(
      ciNotifyText(result),
      `told "done" of staging to those who hear of\n  ${topicArn} (environment.alarms.notify)\n`,
    );
  });

  it("says that a first deployment cannot be told to anybody before it has made the topic", () => {
    assert.equal(
      ciNotifyText({ ...result, event: "started", isTold: false }),
      `nobody was told "started" of staging: the first deployment makes\n  ${topicArn}\n`,
    );
  });
});
