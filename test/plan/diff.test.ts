import assert from "node:assert/strict";
import type { Stack } from "../../config/stack.ts";
import { diffPlans } from "../../plan/diff.ts";
import type { Plan } from "../../plan/plan.ts";
import { declareStack } from "../support/declare-stack.ts";
import { minimal, webService, worker } from "../support/minimal.ts";

async function planOf(own: Partial<Stack> = {}): Promise<Plan> {
  const stack = minimal(own);
  const declared = await declareStack(stack);
  const domain = stack.edge.domain?.name;
  const place = { ...declared.place, ...(domain !== undefined && { domain }) };
  return {
    ...declared,
    place,
    deploy: { minutes: 0, migrationMinutes: 0, sum: "" },
    cost: { usd: { low: 0, expected: 0, high: 0 }, unverifiedPrices: 0 },
    movedRoutes: [],
    thresholds: {},
    quotas: [],
    rules: 61,
    findings: [],
    warnings: [],
    overrides: [],
    allowReplace: [],
    exceptions: [],
  };
}

const services = { api: webService({ env: { LOG_LEVEL: "debug", STAGE: "1" } }) };
const production: Partial<Stack> = { name: "production", prefix: "shop-production" };
const elsewhere: Partial<Stack> = {
  ...production,
  account: { accountId: "222222222222", region: "eu-north-1", ownsShared: true, isShared: false },
  edge: { ...minimal().edge, domain: { name: "shop.example.org", aliases: [], dns: { kind: "zone" } } },
};

describe("diffPlans", () => {
  it("finds nothing where only the names of the two stacks differ", async () => {
    const [from, to] = [await planOf({ services }), await planOf({ services, ...production })];
    assert.deepEqual(diffPlans(from, to), {
      from: "staging",
      to: "production",
      onlyFrom: [],
      onlyTo: [],
      changed: [],
      same: from.resources.length,
    });
  });

  it("finds in another account and domain only what Route 53 and ACM make of them", async () => {
    const { changed, onlyFrom, onlyTo } = diffPlans(
      await planOf({ services }),
      await planOf({ services, ...elsewhere }),
    );
    assert.deepEqual([onlyFrom, onlyTo], [[], []]);
    assert.deepEqual(changed.map(({ path }) => path).sort(), [
      "edge/edge-record-<domain>",
      "edge/edge-tls/edge-tls-issued",
      "edge/edge-tls/edge-tls-validation-<domain>",
    ]);
  });

  it("takes a mail address for what it is, also where it ends like the domain of one place", async () => {
    const notify = [{ key: "dev@shop.example.org", protocol: "email", endpoint: "dev@shop.example.org" }] as const;
    const alarms = { page: [], thresholds: {}, earlyWarnings: false, runbooks: "docs/runbooks/", notify };
    const diff = diffPlans(await planOf({ alarms }), await planOf({ alarms, ...elsewhere }));
    assert.deepEqual([diff.onlyFrom, diff.onlyTo], [[], []]);
  });

  it("tells what changed inside a JSON text, and not that all of it did", async () => {
    const quiet = { api: webService({ env: { LOG_LEVEL: "info", STAGE: "1" } }) };
    const { changed } = diffPlans(await planOf({ services }), await planOf({ services: quiet }));
    assert.deepEqual(changed, [
      {
        path: "api/api/api-definition",
        type: "aws:ecs/taskDefinition:TaskDefinition",
        values: [{ path: "inputs.containerDefinitions.0.environment.0.value", from: "debug", to: "info" }],
      },
    ]);
  });

  it("tells options too: what is protected in one place and not in the other", async () => {
    const edge = { ...minimal().edge, deletionProtection: true };
    const { changed } = diffPlans(await planOf({ services }), await planOf({ services, edge }));
    assert.deepEqual(
      changed.map(({ path, values }) => [path, values.map((value) => value.path).sort()]),
      [["edge/edge-alb", ["inputs.enableDeletionProtection", "protect"]]],
    );
  });

  it("tells what only one of them has, and who waits for it", async () => {
    const more = { ...services, mail: worker() };
    const diff = diffPlans(await planOf({ services }), await planOf({ services: more }));
    assert.deepEqual(
      diff.changed
        .filter(({ path }) => !showsEverything(path))
        .map(({ path, values }) => [path, values.map((value) => value.path)]),
      [["api/api-service", ["waitsFor.mail-service"]]],
    );
    assert.deepEqual(diff.onlyFrom, []);
    assert(diff.onlyTo.every(({ path }) => path === "mail" || path.startsWith("mail/") || path.endsWith("-mail")));
    assert(diff.onlyTo.some(({ path }) => path === "mail/mail-service"));
    const back = diffPlans(await planOf({ services: more }), await planOf({ services }));
    assert.deepEqual(back.onlyFrom, diff.onlyTo);
  });
});

/** What shows the whole stack changes with each part of it. */
function showsEverything(path: string): boolean {
  return path.startsWith("stack-dashboard/") || path.startsWith("saved-queries/");
}
