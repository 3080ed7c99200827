import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { planDiffText, planText } from "../../cli/texts/plan.ts";
import type { PlanDiff } from "../../plan/diff.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";

function resource(path: string, type: string, own: Partial<PlannedResource> = {}): PlannedResource {
  return {
    type,
    name: path.split("/").at(-1) ?? path,
    urn: `urn:pulumi:staging::shop::${type}::${path}`,
    path,
    custom: !type.startsWith("slipway:"),
    protect: false,
    retainOnDelete: false,
    deleteBeforeReplace: false,
    dependsOn: [],
    ignoreChanges: [],
    hooks: {},
    timeouts: {},
    aliases: [],
    inputs: {},
    ...own,
  };
}

const plan: Plan = {
  project: "shop",
  stack: "staging",
  place: { prefix: "shop-staging", accountId: "111111111111", region: "eu-north-1", profile: "staging" },
  resources: [
    resource("account", "pulumi:providers:aws"),
    resource("main", "slipway:database:Database"),
    resource("main/main-instance", "aws:rds/instance:Instance", { protect: true }),
    resource("api", "slipway:web-service:WebService"),
    resource("api/api-a", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
    resource("api/api-service", "aws:ecs/service:Service"),
    resource("api/api-b", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
  ],
  outputs: {},
  warnings: [],
  overrides: [],
  allowReplace: [],
  exceptions: [],
  deploy: { minutes: 8.2, migrationMinutes: 15, sum: "worker mail 1.5 + web api 6.7 = 8.2 minutes" },
  cost: { usd: { low: 129.69, expected: 143.97, high: 218.63 }, unverifiedPrices: 19 },
  movedRoutes: [],
  thresholds: {},
  quotas: [],
  rules: 61,
  findings: [],
};

const textOf = (own: Partial<Plan> = {}) => stripVTControlCharacters(planText({ ...plan, ...own }));

describe("planText", () => {
  it("says where it would be, one line a component, and how many there are", () => {
    const [head, , api, main, , ...counts] = textOf().split("\n");
    assert.equal(head, "shop · staging: account 111111111111, eu-north-1, profile staging");
    assert.match(api ?? "", /^api +WebService +3 +2 SecurityGroupEgressRule, Service$/);
    assert.match(main ?? "", /^main +Database +1 +Instance$/);
    assert.deepEqual(counts.slice(0, 2), [
      "4 resources in 2 components; 1 protected: main/main-instance (npx slipway guard staging says what a",
      "  change would do to them)",
    ]);
    assert.match(textOf({ resources: [] }), /\n0 resources in 0 components; none protected\n/);
  });

  it("says what it costs, and how much of that nobody has looked up", () => {
    assert.match(
      textOf(),
      /\ncost: about 144 USD a month \(130 to 219\), 19 of its prices unverified: npx slipway cost staging\n/,
    );
    const limited = textOf({ cost: { ...plan.cost, maxMonthlyUsd: 150 } });
    assert.match(limited, / \(130 to 219\), limit 150, 19 of its prices /);
    const cost = { ...plan.cost, unverifiedPrices: 0 };
    assert.match(textOf({ cost }), /\ncost: about 144 USD a month \(130 to 219\): npx slipway cost staging\n/);
  });

  it("says what the rules refuse with the way out, and what of it is explained by which sentence", () => {
    const finding = {
      rule: "database-encrypted",
      urn: "urn",
      path: "main/main-instance",
      says: "storageEncrypted is false",
      enforcement: "mandatory",
      wayOut: "Set storageEncrypted: true.",
    } as const;
    assert.match(textOf(), /\npolicy: 61 rules: nothing found\n/);
    const because = "it holds nothing of anybody";
    const explained = [
      { ...finding, because },
      { ...finding, because, path: "lake/lake-instance" },
      { ...finding, because: "it is old", path: "old/old-instance" },
    ];
    const advisory = { ...finding, enforcement: "advisory", rule: "web-acl-on-load-balancer" } as const;
    const refused = textOf({ findings: [finding, advisory, ...explained] });
    assert.match(
      refused,
      /\npolicy: 61 rules: 1 refused \(✗\), 1 against advice \(!\), 3 explained \(3 of them mandatory\)\n/,
    );
    assert.match(
      refused,
      /\n {2}✗ database-encrypted: main\/main-instance: storageEncrypted is false\. Set storageEncrypted:/,
    );
    assert.match(refused, /\n {2}! web-acl-on-load-balancer: /);
    assert.match(
      refused,
      /\n {2}database-encrypted, mandatory \(main\/main-instance, lake\/lake-instance\): it holds\s+nothing of\s+anybody\n/,
    );
    assert.match(refused, /\n {2}database-encrypted, mandatory \(old\/old-instance\): it is old\n/);
    assert.match(textOf({ findings: explained }), /\npolicy: 61 rules: 3 explained \(3 of them mandatory\)\n/);
    const advised = textOf({ findings: [{ ...advisory, because }] });
    assert.match(advised, /\npolicy: 61 rules: 1 explained\n/);
    assert.match(advised, /\n {2}web-acl-on-load-balancer \(main\/main-instance\): it holds/);
    assert.match(
      textOf({ findings: [finding, finding, advisory, advisory] }),
      / rules: 2 refused \(✗\), 2 against advice \(!\)\n/,
    );
  });

  it("says nothing about what there is nothing of", () => {
    assert.doesNotMatch(textOf(), /overridden|less safe|against the rules|warnings/);
  });

  it("names the quotas that it passes, and who asks the account what it has", () => {
    const text = textOf({ quotas: ["Elastic IP addresses: staging needs 6, and an account has 5 at first"] });
    assert.match(
      text,
      /over AWS's first quotas \(npx slipway doctor staging asks the account\):\n {2}Elastic IP addresses: /,
    );
  });

  it("tells every less safe choice and every override with its reason", () => {
    const because = "the vendor asked for it";
    const text = textOf({
      thresholds: { "main-cpu": 95 },
      exceptions: [{ key: "environment.databases.main.deletable", because }],
      overrides: [{ path: "api/api-service", because }],
      warnings: ["slipway:environment.jobs.old tunes nothing"],
    });
    assert.match(text, /thresholds of this place:\n {2}main-cpu: 95\n/);
    assert.match(text, /overridden, and why:\n {2}api\/api-service: the vendor asked for it\n/);
    assert.match(text, /less safe, and why:\n {2}environment\.databases\.main\.deletable: the vendor asked for it\n/);
    assert.match(text, /warnings:\n {2}slipway:environment\.jobs\.old tunes nothing\n/);
  });
});

describe("planDiffText", () => {
  const diff: PlanDiff = {
    from: "staging",
    to: "production",
    onlyFrom: [],
    onlyTo: [{ path: "network/network-nat-c", type: "aws:ec2/natGateway:NatGateway" }],
    changed: [
      {
        path: "main/main-instance",
        type: "aws:rds/instance:Instance",
        values: [
          { path: "protect", from: false, to: true },
          { path: "inputs.iops", from: undefined, to: 3000 },
        ],
      },
    ],
    same: 7,
  };

  it("says how much is different before it says what", () => {
    assert.equal(
      planDiffText(diff),
      [
        "staging → production: 1 different, 0 only in staging, 1 only in production, 7 the same",
        "",
        "only in production:",
        "  network/network-nat-c (NatGateway)",
        "",
        "different:",
        "  main/main-instance (Instance)",
        "    protect: false → true",
        "    inputs.iops: (not set) → 3000",
        "",
      ].join("\n"),
    );
  });
});
