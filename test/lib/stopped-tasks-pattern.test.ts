import assert from "node:assert/strict";
import { stoppedTasksPattern } from "../../lib/stopped-tasks-pattern.ts";

describe("stoppedTasksPattern", () => {
  it("picks the tasks of one service, whatever ended them", () => {
    assert.equal(
      stoppedTasksPattern({ of: "service", physicalName: "shop-staging-mail" }),
      '{ $.detail.group = "service:shop-staging-mail" }',
    );
  });

  it("picks runs in which a container ended badly, wherever it stands among the others, or that did not start", () => {
    assert.equal(
      stoppedTasksPattern({
        of: "family",
        physicalName: "shop-staging-nightly",
        badExitOf: { container: "nightly", containers: 2 },
      }),
      '{ $.detail.group = "family:shop-staging-nightly" && ($.detail.stopCode = "TaskFailedToStart" || ' +
        '($.detail.containers[0].name = "nightly" && $.detail.containers[0].exitCode != 0) || ' +
        '($.detail.containers[1].name = "nightly" && $.detail.containers[1].exitCode != 0)) }',
    );
  });

  it("has at most the 1024 characters of a filter with the longest names and eight containers", () => {
    const name = "a".repeat(20);
    const physicalName = `${"a".repeat(16)}-${"b".repeat(10)}-${name}`;
    const pattern = stoppedTasksPattern({ of: "family", physicalName, badExitOf: { container: name, containers: 8 } });
    assert(pattern.length <= 1024, `${pattern.length}`);
  });
});
