import assert from "node:assert/strict";
import { failedRunsPattern, stoppedOfServices } from "../../lib/stopped-tasks-pattern.ts";

describe("patterns of stopped tasks", () => {
  it("pick the tasks of all services, whatever ended them, and no run of a job", () => {
    assert.equal(stoppedOfServices, '{ $.detail.group = "service:*" }');
  });

  it("pick runs in which a container ended badly, wherever it stands among the others, or that did not start", () => {
    assert.equal(
      failedRunsPattern({ family: "shop-staging-nightly", container: "nightly", containers: 2 }),
      '{ $.detail.group = "family:shop-staging-nightly" && ($.detail.stopCode = "TaskFailedToStart" || ' +
        '($.detail.containers[0].name = "nightly" && $.detail.containers[0].exitCode != 0) || ' +
        '($.detail.containers[1].name = "nightly" && $.detail.containers[1].exitCode != 0)) }',
    );
  });

  it("have at most the 1024 characters of a filter with the longest names and eight containers", () => {
    const container = "a".repeat(20);
    const family = `${"a".repeat(16)}-${"b".repeat(10)}-${container}`;
    const pattern = failedRunsPattern({ family, container, containers: 8 });
    assert(pattern.length <= 1024, `${pattern.length}`);
  });
});
