import assert from "node:assert/strict";
import { declareStack } from "./support/declare-stack.ts";
import { pages, type Timeline } from "./support/who-pages.ts";

// From the 1st minute to the 30th something is down. When an alarm sees that follows from its periods: requests that fail
// 4 of 5 minutes and one for the newest, data that is missing the whole 5 that CloudWatch looks at and one, health checks
// the grace period besides. It is well again two good minutes later; of missing data the first number is enough.
const failing = [5, 33] as const;
const missing = [7, 32] as const;

describe("an outage of the default app", () => {
  const told = async (timeline: Timeline) => pages(await declareStack("Pulumi.production.yaml"), timeline);

  it("of its database pages once, though all that stands on it fails before the database is seen to be down", async () => {
    const symptoms = { "api-errors": failing, "api-unhealthy": [6, 34], "edge-5xx": [7, 34] } as const;
    assert.deepEqual(await told({ ...symptoms, "main-down": missing }), ["7 ALARM main-broken", "32 OK main-broken"]);
  });

  it("of its cache pages once, too", async () => {
    const timeline = { "api-errors": failing, "worker-not-running": [9, 34], "cache-down": missing } as const;
    assert.deepEqual(await told(timeline), ["7 ALARM cache-broken", "32 OK cache-broken"]);
  });

  it("of database and cache, which are two causes, pages twice", async () => {
    const timeline = { "api-errors": failing, "main-down": missing, "cache-down": missing } as const;
    const alarms = (await told(timeline)).filter((message) => message.includes("ALARM"));
    assert.deepEqual(alarms, ["7 ALARM cache-broken", "7 ALARM main-broken"]);
  });

  it("of one service pages for the service, and not for the load balancer that has nobody to ask", async () => {
    const timeline = { "api-not-running": missing, "edge-5xx": [7, 34] } as const;
    assert.deepEqual(await told(timeline), ["10 ALARM api-broken", "32 OK api-broken"]);
  });

  it("of the load balancer alone pages for it", async () => {
    assert.deepEqual(await told({ "edge-5xx": [7, 34] }), ["10 ALARM edge-broken", "34 OK edge-broken"]);
  });

  it("pages for a service that is not well again when its database has been for five minutes", async () => {
    const timeline = { "api-errors": [5, 60], "main-down": missing } as const;
    const expected = ["7 ALARM main-broken", "32 OK main-broken", "37 ALARM api-broken", "60 OK api-broken"];
    assert.deepEqual(await told(timeline), expected);
  });

  it("pages for the look from outside besides, whose alarm is in another region", async () => {
    const timeline = { "main-down": missing, "api-errors": failing, "uptime-check-failing": [5, 31] } as const;
    const alarms = (await told(timeline)).filter((message) => message.includes("ALARM"));
    assert.deepEqual(alarms, ["5 ALARM uptime-check-failing", "7 ALARM main-broken"]);
  });
});
