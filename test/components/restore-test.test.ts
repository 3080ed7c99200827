import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Network } from "../../components/network.ts";
import { RestoreTest, type RestoreTestArgs } from "../../components/restore-test.ts";
import { functionCode } from "../../components/restore-test-function.ts";
import { caBundleRegions } from "../../lib/ca-bundle.ts";
import { answered, at, type Declared, declareComponent, ofType } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";

const prefix = "shop-staging";
const secretArn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:slipway/main-AbCdEf";
const instanceArn = "arn:aws:rds:eu-north-1:111111111111:db:shop-staging-main";

function tested(own: Partial<RestoreTestArgs> = {}): Promise<Declared> {
  return declareComponent(() => {
    const region = "eu-north-1";
    const place = { prefix, accountId: "111111111111", region };
    const topics = { pageArn: pulumi.output("arn:page"), notifyArn: pulumi.output("arn:notify") };
    const network = new Network("network", {
      ...place,
      cidr: "10.20.0.0/16",
      zones: ["eu-north-1a", "eu-north-1b"],
      nat: "none",
      endpoints: [],
      flowLogs: "none",
      logRetentionDays: 7,
      protect: false,
    });
    new RestoreTest("restore-test", {
      place: { ...place, vpcId: network.vpcId, logRetentionDays: 7 },
      network,
      alarms: { prefix, topics },
      everyDays: 7,
      databases: {
        main: {
          identifier: "shop-staging-main",
          databaseName: "main",
          windows: { backup: "02:00-03:00", maintenance: "sun:04:00-sun:05:00" },
          login: { arn: pulumi.output(secretArn), versionId: pulumi.output("v1") },
          query: "SELECT count(*) FROM orders",
          ready: [],
        },
      },
      ...own,
    });
  });
}

const own = (name: string) => `restore-test/restore-test-${name}`;

describe("RestoreTest", () => {
  it("is the same in whichever order its databases stand, so that a file put in order deploys nothing", async () => {
    const one = (name: string) => ({
      identifier: `${prefix}-${name}`,
      databaseName: name,
      windows: { backup: "02:00-03:00", maintenance: "sun:04:00-sun:05:00" },
      login: { arn: pulumi.output(`${secretArn}-${name}`), versionId: pulumi.output("v1") },
      query: "SELECT true",
      ready: [],
    });
    const [main, audit] = [one("main"), one("audit")];
    const turned = await tested({ databases: { main, audit } });
    assert.deepEqual((await tested({ databases: { audit, main } })).resources, turned.resources);
  });

  it("has AWS Backup take a snapshot every day, outside of what RDS does itself, and keep it for three days", async () => {
    const declared = await tested();
    const [rule] = Object(at(declared, own("main-backups")).inputs.rules);
    assert.deepEqual(
      [rule.schedule, rule.lifecycle, rule.enableContinuousBackup],
      ["cron(0 5 * * ? *)", { deleteAfter: 3 }, undefined],
    );
    assert.equal(rule.targetVaultName, answered(declared, own("vault")).name);
    assert.deepEqual(at(declared, own("main-backed-up")).inputs.resources, [instanceArn]);
  });

  for (const [everyDays, days] of [
    [1, "SUN,MON,TUE,WED,THU,FRI,SAT"],
    [3, "SUN,WED,SAT"],
    [7, "SUN"],
  ] as const) {
    it(`restores the newest at least every ${everyDays} days: on ${days}`, async () => {
      const { scheduleExpression, recoveryPointSelection } = at(await tested({ everyDays }), own("plan")).inputs;
      assert.equal(scheduleExpression, `cron(0 8 ? * ${days} *)`);
      assert.equal(Object(recoveryPointSelection).algorithm, "LATEST_WITHIN_WINDOW");
    });
  }

  it("restores into the subnets of the data, into a group that the function alone gets through", async () => {
    const declared = await tested();
    const { restoreMetadataOverrides, protectedResourceArns } = at(declared, own("main-tested")).inputs;
    const copies = answered(declared, own("copy-firewall")).id;
    assert.deepEqual(restoreMetadataOverrides, {
      dbInstanceClass: "db.t4g.micro",
      dbSubnetGroupName: answered(declared, own("subnets")).name,
      vpcSecurityGroupIds: JSON.stringify([copies]),
    });
    assert.deepEqual(protectedResourceArns, [instanceArn]);
    const into = ofType(declared, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.securityGroupId === copies);
    assert.deepEqual(
      into.map(({ inputs }) => [inputs.referencedSecurityGroupId, inputs.fromPort]),
      [[answered(declared, own("firewall")).id, 5432]],
    );
  });

  it("lets the role that makes and deletes copies neither delete nor change what is tested", async () => {
    const declared = await tested();
    const [statement, ...others] = statementsOf(at(declared, own("restore-guard")));
    assert.deepEqual(
      [statement?.Effect, statement?.Action, statement?.Resource, others],
      ["Deny", ["rds:DeleteDBInstance", "rds:ModifyDBInstance"], [instanceArn], []],
    );
    const roles = ["main-backed-up", "main-tested"].map((name) => at(declared, own(name)).inputs.iamRoleArn);
    assert.deepEqual(
      roles,
      ["backup", "restore"].map((name) => answered(declared, own(`${name}-role`)).arn),
    );
  });

  it("has the rights of its roles before it says what they are for, since AWS looks at once", async () => {
    const declared = await tested();
    const policy = at(declared, own("restore-policy")).urn;
    assert(at(declared, own("main-tested")).dependsOn.includes(policy));
    assert(at(declared, own("main-backed-up")).dependsOn.includes(at(declared, own("backup-policy")).urn));
  });

  it("starts its function when a database was restored, and every six hours in case that went unheard", async () => {
    const declared = await tested();
    assert.equal(at(declared, own("clock-rule")).inputs.scheduleExpression, "rate(6 hours)");
    assert.deepEqual(JSON.parse(String(at(declared, own("restored-rule")).inputs.eventPattern)), {
      source: ["aws.backup"],
      "detail-type": ["Restore Job State Change"],
      detail: { resourceType: ["RDS"], status: ["COMPLETED"] },
    });
  });

  it("lets its function read its logins, look at copies and tell AWS Backup, and nothing else", async () => {
    const declared = await tested();
    const [, ...rights] = statementsOf(at(declared, own("policy"))).filter(({ Effect }) => Effect === "Allow");
    const plan = answered(declared, own("plan")).arn;
    assert.deepEqual(
      rights.slice(0, 4).map(({ Action, Resource }) => [Action, Resource]),
      [
        [["secretsmanager:GetSecretValue"], [secretArn]],
        [["rds:DescribeDBInstances"], ["arn:aws:rds:eu-north-1:111111111111:db:awsbackup-restore-test-*"]],
        [["backup:GetRestoreTestingSelection"], [plan]],
        [["backup:ListRestoreJobs", "backup:PutRestoreValidationResult"], ["*"]],
      ],
    );
  });

  it("tells its function what to ask and where the login is, but never the login", async () => {
    const { variables } = Object(at(await tested(), own("function")).inputs.environment);
    assert.deepEqual(JSON.parse(variables.DATABASES), [
      {
        name: "main",
        instanceArn,
        databaseName: "main",
        secretArn,
        query: "SELECT count(*) FROM orders",
        selection: "restore_test_main",
      },
    ]);
  });

  it("tells when no copy was found good for two days longer than it should be, or when nobody says", async () => {
    const { inputs } = at(await tested({ everyDays: 3 }), "restore-test/restore-test-main-overdue");
    assert.deepEqual(
      [inputs.namespace, inputs.metricName, inputs.dimensions, inputs.threshold],
      ["slipway/shop-staging", "DaysSinceRestore", { Database: "main" }, 5],
    );
    assert.deepEqual(inputs.insufficientDataActions, inputs.alarmActions);
  });

  it("ships code that is there, with the authorities of the region", () => {
    for (const region of caBundleRegions()) {
      const { files, folders } = functionCode(region);
      for (const path of Object.values({ ...files, ...folders })) {
        assert.ok(existsSync(join(import.meta.dirname, "..", "..", path)), path);
      }
    }
  });
});
