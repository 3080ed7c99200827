import assert from "node:assert/strict";
import { meansWhileHeld } from "../../cli/actions/status.ts";
import { type StageStatus, stageStatus } from "../../promotion/status.ts";
import type { CheckMeans } from "../../promotion/verify/check.ts";
import { takeLock } from "../../sandbox/run/lock.ts";
import { parts, workspaceFolder } from "../../sandbox/run/workspace.ts";
import {
  app,
  cloudWith,
  digest,
  environment,
  image,
  release,
  report,
  revision,
  url,
  VerifiedStage,
} from "./verified-stage.ts";

describe("the status of a stage", () => {
  let place: VerifiedStage;
  let history: unknown;
  let resources: string;
  beforeEach(async () => {
    place = new VerifiedStage();
    resources = await place.stage.pulumi(["stack", "export"]);
    history = [update()];
  });
  afterEach(() => place.remove());

  /** An update as Pulumi tells of it; its commit is in no clone, so its freight is unknown. */
  const update = () => ({
    version: 7,
    kind: "update",
    result: "succeeded",
    startTime: "2026-11-21T11:59:00Z",
    endTime: "2026-11-21T12:00:00Z",
    environment: { "git.head": "0123456789abcdef0123456789abcdef01234567", "git.author": "Ada" },
    config: Object.fromEntries(
      Object.entries({ app: app(), release, environment }).map(([key, objectValue]) => [
        `slipway:${key}`,
        { objectValue },
      ]),
    ),
  });
  const status = (own: Partial<CheckMeans["cloud"]> = {}): Promise<StageStatus> => {
    const pulumi = async (args: readonly string[]) => (args[1] === "history" ? JSON.stringify(history) : resources);
    return stageStatus({ ...place.stage, pulumi }, { open: () => cloudWith(own) });
  };

  it("tells what is declared, deployed and really running, side by side", async () => {
    const { declared, deployed, services, health, alarms, url: where, nothing } = await status();
    assert.deepEqual([declared?.version, deployed?.update, deployed?.at], ["1.4.2", 7, "2026-11-21T12:00:00Z"]);
    assert.deepEqual(
      services?.map(({ name, is, says }) => [name, is, says]),
      [
        ["api", "same", "1 task as deployed"],
        ["mail", "same", "1 task as deployed"],
      ],
    );
    assert.deepEqual(health, { isWell: true, says: "steady, no target unhealthy", complaints: [] });
    assert.deepEqual(alarms, { all: 2, ringing: [] });
    assert.deepEqual([where, nothing], [url, undefined]);
  });

  it("tells of each service by itself that runs something else, or of which nobody can tell", async () => {
    const running: CheckMeans["cloud"]["running"] = async ({ service }) => {
      if (service === "shop-staging-mail") throw new Error("AccessDenied");
      const containers = [{ name: "api", image: image(2), health: "UNKNOWN" }];
      const tasks = [{ taskArn: "task", taskDefinition: revision("api"), containers }];
      return { tasks, network: { subnets: [], securityGroups: [] } };
    };
    const { services } = await status({ running });
    const short = (n: number) => `${digest(n).slice(0, 19)}…`;
    assert.deepEqual(
      services?.map(({ is, says }) => [is, says]),
      [
        ["differs", `runs ${short(2)}, declared is ${short(1)}`],
        ["unknown", "AccessDenied"],
      ],
    );
  });

  it("tells what is wrong, and which alarms ring", async () => {
    const { health, alarms, problems } = await status({
      service: async () => report({ deployment: "rolledBack" }),
      ringing: async (names) => names.map((name) => ({ name, reason: "over", since: "2026-11-21T12:10:00Z" })),
    });
    assert.ok(health && !health.isWell);
    assert.match(health.says, /^api: its deployment was taken back by ECS; mail: /);
    assert.match(problems.at(-1) ?? "", /^staging: why it is not well: npx slipway logs \S+ --errors$/);
    assert.deepEqual(
      health.complaints.map((says) => says.split(":")[0]),
      ["api", "mail"],
    );
    const since = "2026-11-21T12:10:00Z";
    assert.deepEqual(alarms?.ringing, [
      { name: "shop-staging-api-errors", since, runbook: "docs/runbooks/service-broken.md" },
      { name: "shop-staging-uptime", since },
    ]);
  });

  it("calls what runs after an update that failed not deployed, because the state is of that update", async () => {
    history = [{ ...update(), version: 8, result: "failed" }, update()];
    const { services, deployed } = await status();
    assert.equal(deployed?.update, 7);
    assert.equal(services?.[0]?.says, "1 task with the images of the last update");
  });

  it("tells all the rest where one thing cannot be read, and why it cannot", async () => {
    const { alarms, services, deployed, problems } = await status({
      ringing: () => Promise.reject(new Error("no access to CloudWatch")),
    });
    assert.equal(alarms, undefined);
    assert.equal(services?.length, 2);
    assert.equal(deployed?.update, 7);
    assert.ok(problems.includes("staging: alarms: no access to CloudWatch"), problems.join("\n"));
  });

  it("tells what is deployed also while another run has the sandbox, because that is when one looks", async () => {
    assert.equal(meansWhileHeld(place.stage.located), undefined);
    const unlock = takeLock(parts.lock(workspaceFolder(place.stage.located)), "up", "shop", "staging");
    const means = meansWhileHeld(place.stage.located);
    unlock();
    assert.ok(means);
    const pulumi = async (args: readonly string[]) => (args[1] === "history" ? JSON.stringify(history) : resources);
    const { deployed, services, problems } = await stageStatus({ ...place.stage, pulumi }, means);
    assert.deepEqual([deployed?.update, services], [7, undefined]);
    assert.match(
      problems.find((problem) => problem.startsWith("staging: account")) ?? "",
      /^staging: account: the sandbox of shop is in use by process \d+ .* \(up staging\): wait for it to end$/,
    );
  });

  it("tells that nothing was deployed, or promoted, yet", async () => {
    history = [];
    place.write("staging", { environment: { ...environment, promotion: { from: "dev" } } });
    const { nothing, nothingPromotedFrom, declared, services } = await status();
    assert.equal(nothing, "no update of staging has ended well yet");
    assert.equal(nothingPromotedFrom, "dev");
    assert.deepEqual([declared, services], [undefined, undefined]);
  });

  it("tells a hold, and who set it", async () => {
    const id = "0".repeat(64);
    place.records.push({ event: "held", id, at: "2026-11-21T12:30:00Z", by: "Ada", reason: "an incident" });
    assert.deepEqual((await status()).held, { since: "2026-11-21T12:30:00Z", by: "Ada", reason: "an incident" });
  });
});
