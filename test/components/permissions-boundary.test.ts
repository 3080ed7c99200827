import assert from "node:assert/strict";
import { type BoundaryPolicyArgs, boundaryPolicy } from "../../components/boundary-policy.ts";
import { nameLimits } from "../../lib/names.ts";
import type { Account } from "../../sandbox/account.ts";
import type { Values } from "../../sandbox/model.ts";
import { statementsOf } from "../../sandbox/models/policy-document.ts";
import { attachedStatements } from "../../sandbox/models/role-policy-attachment.ts";
import { textsAt } from "../../sandbox/models/values.ts";
import {
  answered,
  at,
  type Declared,
  declareStack,
  declareValues,
  ofType,
  valuesOf,
} from "../support/declare-stack.ts";
import { mayBy } from "../support/refused-actions.ts";

const staging: BoundaryPolicyArgs = {
  prefix: "shop-staging",
  accountId: "111111111111",
  permissions: [],
  existingSecrets: [],
};
const inAccount = (service: string, what: string) => `arn:aws:${service}:eu-north-1:111111111111:${what}`;

describe("PermissionsBoundary", () => {
  const stacks = [
    "",
    "examples/maria/",
    "examples/project-manager/",
    "examples/trendoscope2/",
    "examples/vardiologio-1/",
  ];
  for (const file of stacks.flatMap((folder) =>
    ["staging", "production"].map((stack) => `${folder}Pulumi.${stack}.yaml`),
  )) {
    it(`takes nothing from any role of ${file}, since each would fail at the call that it was given for`, async () => {
      const declared = await declareStack(file);
      const boundary = String(at(declared, "boundary/boundary-policy").inputs.policy);
      const given = ownStatements(declared);
      assert(given.length > 5);
      assert.deepEqual(
        given.filter((statement) => !covers(boundary, declared.place.accountId, statement)),
        [],
      );
    });

    it(`is on every role of ${file} but those that GitHub's jobs take`, async () => {
      const declared = await declareStack(file);
      const { arn } = answered(declared, "boundary/boundary-policy");
      const others = ofType(declared, "Role").filter(({ inputs }) => inputs.permissionsBoundary !== arn);
      assert.deepEqual(others.map(({ path }) => path).sort(), ["deploy/deploy-role", "preview/preview-role"]);
    });
  }
});

describe("PermissionsBoundary of a stack in somebody else's network", () => {
  it("takes nothing from what makes the roles of a database that is there already, with a password of its own name", async () => {
    const { environment, ...rest } = valuesOf("Pulumi.staging.yaml") as { environment: object };
    const masterSecretArn = inAccount("secretsmanager", "secret:of-before-AbCdEf");
    const pair = (tier: number) => ["a", "b"].map((zone) => `subnet-${zone}000000000000000${tier}`);
    const subnets = { public: pair(1), private: pair(2), data: pair(3) };
    const declared = await declareValues("Pulumi.staging.yaml", {
      ...rest,
      environment: {
        ...environment,
        network: { existing: { vpcId: "vpc-00000000000000000", subnets } },
        databases: {
          main: { class: "db.t4g.micro", storageGiB: 20, existing: { identifier: "of-before", masterSecretArn } },
        },
      },
    });
    const boundary = String(at(declared, "boundary/boundary-policy").inputs.policy);
    const given = ownStatements(declared);
    assert(given.some((statement) => textsAt(statement, "Resource").includes(masterSecretArn)));
    assert.deepEqual(
      given.filter((statement) => !covers(boundary, declared.place.accountId, statement)),
      [],
    );
  });
});

/** What the roles of the program are allowed by policies of their own, and by AWS's as the sandbox knows them. */
function ownStatements(declared: Declared): Values[] {
  const nobody = { byArn: () => undefined } as unknown as Account;
  const attached = ofType(declared, "RolePolicyAttachment").filter(({ path }) => !/^(deploy|preview)\//.test(path));
  return [
    ...ofType(declared, "RolePolicy").flatMap(({ inputs }) => statementsOf(inputs.policy)),
    ...attached.flatMap(({ inputs }) => attachedStatements(nobody, String(inputs.policyArn))),
  ].filter(({ Effect }) => Effect === "Allow");
}

/** What AWS Backup makes, of which its own policies name nothing. */
const made = ["snapshot:awsbackup:job-0", "db:awsbackup-restore-test-0"];

function covers(boundary: string, accountId: string, statement: Values): boolean {
  const { StringEquals = {} } = (statement.Condition ?? {}) as { StringEquals?: Record<string, string> };
  const may = mayBy([boundary]);
  const named = (action: string, resource: string) =>
    action.startsWith("rds:") && resource === "*"
      ? made.map((one) => `arn:aws:rds:eu-north-1:${accountId}:${one}`)
      : [resource];
  return textsAt(statement, "Action").every((action) =>
    textsAt(statement, "Resource")
      .flatMap((resource) => named(action, resource))
      .every((resource) => may(action, resource, StringEquals)),
  );
}

describe("what a role of the stack may do at most", () => {
  const may = mayBy([boundaryPolicy(staging)]);

  it("is nothing to do with who may do what, so that no task is a way to become somebody else", () => {
    const all: [string, string][] = [
      ["iam:CreateRole", "arn:aws:iam::111111111111:role/shop-staging-more"],
      ["iam:PutRolePolicy", "arn:aws:iam::111111111111:role/shop-staging-api-app"],
      ["iam:PassRole", "arn:aws:iam::111111111111:role/administrator"],
      ["sts:AssumeRole", "arn:aws:iam::111111111111:role/administrator"],
      ["lambda:UpdateFunctionCode", inAccount("lambda", "function:payroll")],
      ["lambda:CreateFunction", inAccount("lambda", "function:shop-staging-more")],
      ["ssm:SendCommand", "*"],
      ["ec2:RunInstances", "*"],
      ["cloudformation:UpdateStack", "*"],
      ["organizations:LeaveOrganization", "*"],
    ];
    assert.deepEqual(
      all.filter(([action, resource]) => may(action, resource, { "iam:PassedToService": "ecs-tasks.amazonaws.com" })),
      [],
    );
  });

  it("is about no data of another stack", () => {
    const all: [string, string][] = [
      ["secretsmanager:GetSecretValue", inAccount("secretsmanager", "secret:shop-production/API_KEY-AbCdEf")],
      ["ssm:GetParameter", inAccount("ssm", "parameter/shop-production/sleep")],
      ["s3:GetObject", "arn:aws:s3:::acme-state/.pulumi/stacks/shop/staging.json"],
      ["sqs:ReceiveMessage", inAccount("sqs", "shop-production-orders")],
      ["rds:DeleteDBInstance", inAccount("rds", "db:shop-production-main")],
      ["ecs:UpdateService", inAccount("ecs", "service/shop-production-cluster/shop-production-api")],
      ["kms:Decrypt", inAccount("kms", "key/1234")],
    ];
    assert.deepEqual(
      all.filter(([action, resource]) => may(action, resource)),
      [],
    );
  });

  it("has what the configuration lets tasks call, word for word, and secrets of somebody else that they read", () => {
    const table = inAccount("dynamodb", "table/shop");
    const theirs = inAccount("secretsmanager", "secret:datadog-AbCdEf");
    const with_ = mayBy([
      boundaryPolicy({
        ...staging,
        permissions: [
          { actions: ["dynamodb:GetItem"], resources: [table] },
          { actions: ["dynamodb:PutItem"], resources: [table] },
        ],
        existingSecrets: [theirs],
      }),
    ]);
    assert(with_("dynamodb:GetItem", table) && with_("dynamodb:PutItem", table));
    assert(!with_("dynamodb:DeleteItem", table));
    assert(with_("secretsmanager:GetSecretValue", theirs));
  });

  it("says the same resources once, since tasks of one image are often allowed the same", () => {
    const one = { actions: ["ses:SendEmail"], resources: ["*"] };
    const twice = boundaryPolicy({ ...staging, permissions: [one, one] });
    assert.equal(twice, boundaryPolicy({ ...staging, permissions: [one] }));
  });

  it("leaves half of IAM's 6144 characters to the configuration's permissions", () => {
    assert(boundaryPolicy({ ...staging, prefix: "p".repeat(nameLimits.role - "-preview".length) }).length < 3500);
  });
});
