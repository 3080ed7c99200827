import assert from "node:assert/strict";
import { type PreviewPolicyArgs, previewPolicy } from "../../components/preview-policy.ts";
import { PreviewRole } from "../../components/preview-role.ts";
import { nameLimits } from "../../lib/names.ts";
import { answered, at, declareComponent } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";
import { mayBy } from "../support/refused-actions.ts";

const inAccount = (service: string, what: string) => `arn:aws:${service}:eu-north-1:111111111111:${what}`;
const everything = '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}';
const staging: PreviewPolicyArgs = {
  prefix: "shop-staging",
  accountId: "111111111111",
  environment: "staging",
  project: "shop",
  state: { bucket: "acme-state", prefix: "shop", key: "alias/slipway" },
};

const may = mayBy([previewPolicy(staging)]);
/** As somebody who attached a policy that allows everything, by mistake. */
const mayWithAll = mayBy([previewPolicy(staging), everything]);

describe("PreviewRole", () => {
  const role = () =>
    declareComponent(
      () =>
        new PreviewRole("preview", {
          ...staging,
          repository: "acme/shop",
          repositoryId: "42",
          subjects: ["repo:acme/shop:pull_request"],
          provider: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
        }),
    );

  it("lets in pull requests of one repository, by its number too, since forks sign with another subject", async () => {
    const [trust] = statementsOf(at(await role(), "preview/preview-role"), "assumeRolePolicy");
    const { StringEquals = {} } = trust?.Condition ?? {};
    assert.deepEqual(StringEquals["token.actions.githubusercontent.com:sub"], ["repo:acme/shop:pull_request"]);
    assert.equal(StringEquals["token.actions.githubusercontent.com:repository_id"], "42");
  });

  it("has its policy as its boundary, so that another one that is attached adds nothing", async () => {
    const declared = await role();
    const { arn } = answered(declared, "preview/preview-policy");
    assert.equal(at(declared, "preview/preview-role").inputs.permissionsBoundary, arn);
    assert.equal(at(declared, "preview/preview-attachment").inputs.policyArn, arn);
  });
});

describe("the policy of the preview role", () => {
  const secrets = {
    "the stack's": inAccount("secretsmanager", "secret:shop-staging/API_KEY-AbCdEf"),
    "the database's master's": inAccount("secretsmanager", "secret:rds!db-0a1b-AbCdEf"),
    "another stack's": inAccount("secretsmanager", "secret:shop-production/API_KEY-AbCdEf"),
  };

  it("reads the values of secrets that the state holds as well, and no others, whatever else is attached", () => {
    const read = Object.entries(secrets).filter(([, arn]) => mayWithAll("secretsmanager:GetSecretValue", arn));
    assert.deepEqual(
      read.map(([whose]) => whose),
      ["the stack's"],
    );
    assert(may("secretsmanager:GetSecretValue", secrets["the stack's"]), "the provider compares it with the state's");
  });

  it("looks whether somebody else's secret is there, and does not read it", () => {
    const theirs = inAccount("secretsmanager", "secret:datadog-AbCdEf");
    assert(may("secretsmanager:DescribeSecret", theirs));
    assert(!may("secretsmanager:GetSecretValue", theirs));
  });

  it("makes every call that the program makes before it declares anything, so that a preview refuses what up refuses", () => {
    const calls: [string, string][] = [
      ["ec2:DescribeTags", "*"],
      ["ecs:DescribeServices", inAccount("ecs", "service/shop-staging-cluster/shop-staging-api")],
      ["ecs:ListServiceDeployments", inAccount("ecs", "service/shop-staging-cluster/shop-staging-api")],
      ["ecs:DescribeServiceDeployments", "*"],
      ["rds:DescribeDBInstances", inAccount("rds", "db:of-before")],
      ["iam:GetRole", "arn:aws:iam::111111111111:role/shop-staging-deploy"],
    ];
    assert.deepEqual(
      calls.filter(([action, resource]) => !may(action, resource)),
      [],
    );
  });

  it("reads the stack's own parameters, which hold no secret, and no others", () => {
    assert(may("ssm:GetParameter", inAccount("ssm", "parameter/shop-staging/main-migration")));
    assert(!mayWithAll("ssm:GetParameter", inAccount("ssm", "parameter/shop-production/main-migration")));
  });

  it("reads no object but the state of its project, and writes none", () => {
    const state = (path: string) => `arn:aws:s3:::acme-state/shop/.pulumi/${path}`;
    assert(may("s3:ListBucket", "arn:aws:s3:::acme-state"));
    assert(may("s3:GetObject", state("stacks/shop/staging.json")));
    assert(!may("s3:PutObject", state("stacks/shop/staging.json")), "a preview takes no lock");
    assert(!may("s3:GetObject", state("stacks/payroll/production.json")));
    assert(!mayWithAll("s3:GetObject", "arn:aws:s3:::shop-staging-files-111111111111/invoice.pdf"));
  });

  it("decrypts with Pulumi's key, and by itself with no other", () => {
    const key = inAccount("kms", "key/1234");
    const decrypts = (context: Record<string, string>, with_ = may) => with_("kms:Decrypt", key, context);
    assert(decrypts({ "kms:ResourceAliases": "alias/slipway" }));
    assert(!decrypts({ "kms:ResourceAliases": "alias/payroll" }, mayWithAll));
    assert(!decrypts({}, mayWithAll));
    // The boundary has to say it too: what a key's own policy allows everybody does not get past one that is silent.
    for (const service of ["secretsmanager", "s3"]) {
      assert(decrypts({ "kms:ViaService": `${service}.eu-north-1.amazonaws.com` }), service);
    }
    assert(!decrypts({ "kms:ViaService": "rds.eu-north-1.amazonaws.com" }), "of what it reads no data");
    const byArn = mayBy([previewPolicy({ ...staging, state: { bucket: "acme-state", prefix: "", key } }), everything]);
    assert(byArn("kms:Decrypt", key));
    assert(!byArn("kms:Decrypt", inAccount("kms", "key/5678")));
  });

  it("reads no messages, logs, user data or code of somebody else", () => {
    const data: [string, string][] = [
      ["sqs:ReceiveMessage", inAccount("sqs", "shop-staging-orders")],
      ["logs:GetLogEvents", inAccount("logs", "log-group:/slipway/shop-staging/api:log-stream:0")],
      ["logs:StartQuery", "*"],
      ["ec2:DescribeInstanceAttribute", "*"],
      ["lambda:GetFunction", inAccount("lambda", "function:payroll")],
      ["rds:DownloadDBLogFilePortion", inAccount("rds", "db:shop-staging-main")],
      ["ecr:BatchGetImage", inAccount("ecr", "repository/payroll")],
    ];
    assert.deepEqual(
      data.filter(([action, resource]) => may(action, resource)),
      [],
    );
  });

  it("fits into IAM's 6144 characters with long names, so that none is refused", () => {
    const longest = previewPolicy({
      ...staging,
      prefix: "p".repeat(nameLimits.role - "-preview".length),
      environment: "e".repeat(40),
      project: "p".repeat(60),
      state: { bucket: "b".repeat(63), prefix: "f".repeat(60), key: `alias/${"k".repeat(250)}` },
      assumeRole: `arn:aws:iam::111111111111:role/${"r".repeat(64)}`,
    });
    assert(longest.length <= 6144, String(longest.length));
  });
});
