import assert from "node:assert/strict";
import type { LoadBalancerArgs } from "../../components/load-balancer.ts";
import { answered, at, ofType } from "../support/declare-stack.ts";
import { declareEdge } from "../support/edge.ts";

const waf = { mode: "count", requestsPerFiveMinutes: 2000, allow: [], deny: [] } as const;
const firewalled = (own: Partial<NonNullable<LoadBalancerArgs["waf"]>> = {}) =>
  declareEdge({ waf: { ...waf, ...own }, logRetentionDays: 30 });

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action?: object;
  readonly overrideAction?: object;
  readonly statement: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Rules in the order in which requests meet them. */
async function rulesOf(declared: ReturnType<typeof declareEdge>): Promise<Rule[]> {
  const { rules } = at(await declared, "edge/edge-waf/edge-waf-acl").inputs as { rules: Rule[] };
  return [...rules].sort((one, other) => one.priority - other.priority);
}

const acts = (rules: readonly Rule[]) =>
  Object.fromEntries(
    rules.map(({ name, action, overrideAction }) => [name, Object.keys(action ?? overrideAction ?? {}).join()]),
  );

describe("the web application firewall", () => {
  it("counts what it would block in its first mode, but for the addresses that are denied", async () => {
    assert.deepEqual(acts(await rulesOf(firewalled({ allow: ["192.0.2.0/24"], deny: ["198.51.100.0/24"] }))), {
      allow: "allow",
      deny: "block",
      rate: "count",
      AWSManagedRulesAmazonIpReputationList: "count",
      AWSManagedRulesCommonRuleSet: "count",
      AWSManagedRulesKnownBadInputsRuleSet: "count",
      AWSManagedRulesSQLiRuleSet: "count",
    });
  });

  it("blocks in its second mode, where AWS's rules act as they are made", async () => {
    assert.deepEqual(acts(await rulesOf(firewalled({ mode: "block" }))), {
      rate: "block",
      AWSManagedRulesAmazonIpReputationList: "none",
      AWSManagedRulesCommonRuleSet: "none",
      AWSManagedRulesKnownBadInputsRuleSet: "none",
      AWSManagedRulesSQLiRuleSet: "none",
    });
  });

  it("looks at allowed addresses first and at denied ones next, and has no set for none", async () => {
    const declared = await firewalled({ allow: ["192.0.2.0/24"], deny: ["198.51.100.0/24"] });
    const [allow, deny] = await rulesOf(Promise.resolve(declared));
    for (const [rule, list] of [
      [allow, "allow"],
      [deny, "deny"],
    ] as const) {
      const { arn } = answered(declared, `edge/edge-waf/edge-waf-${list}`);
      assert.deepEqual(rule?.statement, { ipSetReferenceStatement: { arn } });
    }
    assert.deepEqual(at(declared, "edge/edge-waf/edge-waf-deny").inputs.addresses, ["198.51.100.0/24"]);
    assert.deepEqual(ofType(await firewalled(), "IpSet"), []);
  });

  it("counts each address by itself over five minutes", async () => {
    const rate = (await rulesOf(firewalled())).find(({ name }) => name === "rate");
    assert.deepEqual(rate?.statement, {
      rateBasedStatement: { limit: 2000, evaluationWindowSec: 300, aggregateKeyType: "IP" },
    });
  });

  it("lets bodies over 8 KB through in either mode, or no file could be uploaded", async () => {
    for (const mode of ["count", "block"] as const) {
      const common = (await rulesOf(firewalled({ mode }))).find(({ name }) => name === "AWSManagedRulesCommonRuleSet");
      assert.deepEqual(common?.statement.managedRuleGroupStatement?.ruleActionOverrides, [
        { name: "SizeRestrictions_BODY", actionToUse: { count: {} } },
      ]);
    }
  });

  it("takes fewer capacity units than its price includes", async () => {
    const declared = await firewalled({ allow: ["192.0.2.0/24"], deny: ["198.51.100.0/24"] });
    const { capacity } = answered(declared, "edge/edge-waf/edge-waf-acl");
    assert.equal(capacity, 1129);
    assert(Number(capacity) <= 1500);
  });

  it("protects the load balancer, and lets pass what no rule has a word on", async () => {
    const declared = await firewalled();
    assert.deepEqual(at(declared, "edge/edge-waf/edge-waf-on-alb").inputs, {
      resourceArn: answered(declared, "edge/edge-alb").arn,
      webAclArn: answered(declared, "edge/edge-waf/edge-waf-acl").arn,
    });
    assert.deepEqual(at(declared, "edge/edge-waf/edge-waf-acl").inputs.defaultAction, { allow: {} });
  });

  it("logs what a rule matched for as long as all logs, without what may hold secrets", async () => {
    const declared = await firewalled();
    const { name, retentionInDays } = at(declared, "edge/edge-waf/edge-waf-log").inputs;
    assert.deepEqual([name, retentionInDays], ["aws-waf-logs-shop-staging-edge-waf", 30]);
    const { redactedFields, loggingFilter } = at(declared, "edge/edge-waf/edge-waf-logging").inputs;
    assert.deepEqual(redactedFields, [
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
      { queryString: {} },
    ]);
    const { defaultBehavior } = loggingFilter as { defaultBehavior: string };
    assert.equal(defaultBehavior, "DROP");
  });

  it("lets the delivery of logs into its own group alone, or AWS writes a policy that nobody ever tidies", async () => {
    const declared = await firewalled();
    const { Statement } = JSON.parse(String(at(declared, "edge/edge-waf/edge-waf-log-policy").inputs.policyDocument));
    const group = "arn:aws:logs:eu-north-1:111111111111:log-group:aws-waf-logs-shop-staging-edge-waf";
    assert.equal(Statement[0].Resource, `${group}:log-stream:*`);
    assert.deepEqual(Statement[0].Condition.StringEquals, { "aws:SourceAccount": "111111111111" });
    const { dependsOn } = at(declared, "edge/edge-waf/edge-waf-logging");
    assert(dependsOn.includes(at(declared, "edge/edge-waf/edge-waf-log-policy").urn));
  });
});
