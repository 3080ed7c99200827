import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { firstUp } from "../../bench/critical-path.mts";
import { nextRelease } from "../../bench/routine-deploy.mts";
import type { PlannedResource } from "../../plan/plan.ts";
import { allStacks, checkout } from "../support/stack-files.ts";

describe("the longest chain of a first up", () => {
  const resource = (
    path: string,
    type: string,
    dependsOn: readonly string[] = [],
    own: Partial<PlannedResource> = {},
  ) => ({ urn: path, path, type, custom: true, dependsOn, hooks: {}, inputs: {}, ...own }) as PlannedResource;

  it("goes by what waits for each other, through what takes no time as well, and not by what takes long alone", () => {
    const resources = [
      resource("database", "aws:rds/instance:Instance"),
      resource("cache", "aws:elasticache/replicationGroup:ReplicationGroup"),
      resource("between", "random:index/randomId:RandomId", ["database"]),
      resource("service", "aws:ecs/service:Service", ["between"]),
    ];
    assert.deepEqual(firstUp({ resources }), {
      minutes: 13,
      steps: [
        { path: "database", minutes: 10 },
        { path: "service", minutes: 3 },
      ],
    });
  });

  it("has the task that a record stands for, and what an input alone refers to", () => {
    const hooks = { beforeCreate: ["migrate"], beforeUpdate: ["migrate"] };
    const resources = [
      resource("main", "aws:ssm/parameter:Parameter", [], { hooks }),
      resource("service", "aws:ecs/service:Service", [], { references: { name: ["main"] } }),
    ];
    assert.deepEqual(
      firstUp({ resources }).steps.map(({ path }) => path),
      ["main", "service"],
    );
  });
});

describe("a routine deploy", () => {
  const defaultApp = join(checkout, "test", "default-app");
  const folder = mkdtempSync(join(tmpdir(), "slipway-test-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { name, file } of allStacks) {
    it(`of ${name} touches what names an image, and waits for its migration, slowest worker and slowest web service alone`, async () => {
      const { minutes, chainMinutes, outside, touched } = await nextRelease(file, dirname(file), join(folder, name));
      assert(chainMinutes > 0);
      assert(minutes <= 1.15 * chainMinutes, `${minutes} minutes, where the chain has ${chainMinutes}`);
      assert.deepEqual(outside, []);
      const expected = /(-definition|-service|-migration-record|-launch-policy|-schedule)$/;
      assert.deepEqual(
        touched.filter((path) => !expected.test(path)),
        [],
      );
    });
  }

  for (const [image, users] of [
    ["api", ["api", "main-migration"]],
    ["web", ["web"]],
    ["worker", ["nightly", "worker"]],
  ] as const) {
    it(`of the image ${image} alone touches ${users.join(" and ")}, whatever its version is called`, async () => {
      const { touched, minutes } = await nextRelease("staging", defaultApp, join(folder, image), image);
      assert.deepEqual([...new Set(touched.map((path) => path.split("/")[0]))].sort(), users);
      assert(minutes > 0);
    });
  }
});
