import assert from "node:assert/strict";
import { placeExceptions } from "../../../config/policy-exceptions/place.ts";
import type { Stack } from "../../../config/stack.ts";
import { explanationOf } from "../../../lib/policy-exception.ts";
import { policyResources } from "../../../plan/policy-resources.ts";
import { judge } from "../../../policy/judge.ts";
import { rulesByArea } from "../../../policy/rules.ts";
import { declareStack } from "../../support/declare-stack.ts";
import { database, job, migration, minimal, webService, worker } from "../../support/minimal.ts";

const areas = ["network", "edge", "compute", "identity"];
const rules = areas.flatMap((area) => rulesByArea[area] ?? []);
const because = "the old app cannot do without it";

/** What the rules find in a stack: what nobody explains, and what is explained by the sentence of these tests. */
async function found(stack: Stack) {
  const { resources } = await declareStack(stack);
  const findings = judge(policyResources(resources), placeExceptions(stack), rules);
  const says = (wanted?: string) =>
    findings.filter((one) => one.because === wanted).map(({ rule, path }) => `${rule} ${path}`);
  return { unexplained: says(), explained: says(because) };
}

const profile = { network: "network-vpc", edge: "edge-alb", cluster: "cluster-tasks" };
const savings = [
  `vpc-flow-logs network/${profile.network}`,
  ...["load-balancer-deletion-protection", "load-balancer-access-logs", "web-acl-on-load-balancer"].map(
    (rule) => `${rule} edge/${profile.edge}`,
  ),
  `cluster-insights cluster/${profile.cluster}`,
];

describe("the sentences that explain what the rules find in a place", () => {
  it("are the profile's where the stack has what its profile has", async () => {
    assert.deepEqual((await found(minimal())).unexplained, []);
  });

  it("are not the profile's where it would have been safer, so that a choice of the stack is seen", async () => {
    assert.deepEqual((await found(minimal({ profile: "production" }))).unexplained, savings);
  });

  it("are those of the keys that cost one", async () => {
    const stack = minimal({
      edge: { ...minimal().edge, insecureHttp: { because } },
      services: {
        web: webService({ isGoingBack: true, exec: { because }, writableRoot: { because } }),
        mail: worker({ isGoingBack: true, permissions: [{ actions: ["ses:*"], resources: ["*"], because }] }),
      },
      jobs: { nightly: job({ writableRoot: { because } }) },
      databases: { main: database({ migrate: migration({ writableRoot: { because } }) }) },
    });
    const { domain, ...edge } = stack.edge;
    const { unexplained, explained } = await found({ ...stack, edge });
    assert(domain);
    assert.deepEqual(unexplained, []);
    assert.deepEqual(explained.sort(), [
      "iam-wildcards-scoped mail/mail/mail-app-policy",
      "listener-encrypted edge/edge-http",
      "listener-encrypted web/web-route-/*",
      "service-exec-off web/web-service",
      "task-root-read-only main-migration/main-migration-task/main-migration-task-definition",
      "task-root-read-only nightly/nightly/nightly-definition",
      "task-root-read-only web/web/web-definition",
    ]);
  });

  it("explain a value that looks like a secret in the task that has it, or in all where the app has it", () => {
    const explains = (key: string, resource: string) =>
      explanationOf(
        "task-secrets-by-reference",
        resource,
        placeExceptions(minimal({ exceptions: [{ key, because }] })),
      );
    assert.equal(explains("slipway:app.services.web.env.SITE_TOKEN", "web-definition"), because);
    assert.equal(explains("slipway:app.services.web.env.SITE_TOKEN", "mail-definition"), undefined);
    assert.equal(
      explains("slipway:app.databases.main.migrate.env.SITE_TOKEN", "main-migration-task-definition"),
      because,
    );
    assert.equal(explains("slipway:app.databases.main.migrate.env.SITE_TOKEN", "mail-definition"), undefined);
    assert.equal(explains("slipway:app.env.SITE_TOKEN", "mail-definition"), because);
    assert.equal(explains("slipway:app.services.web.writableRoot", "web-definition"), undefined);
  });
});
