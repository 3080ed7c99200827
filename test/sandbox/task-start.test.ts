import assert from "node:assert/strict";
import { Account } from "../../sandbox/account.ts";
import { whyNotPulled } from "../../sandbox/images.ts";
import type { Resource, Values } from "../../sandbox/model.ts";
import { containersOf } from "../../sandbox/models/ecs-container.ts";
import { findRevision } from "../../sandbox/models/ecs-revisions.ts";
import { TASK_DEFINITION } from "../../sandbox/models/ecs-task-definition.ts";
import { PARAMETER } from "../../sandbox/models/secret-tokens.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { warm } from "../../sandbox/pull-through.ts";
import { taskStartRules } from "../../sandbox/task-start.ts";
import type { TaskRequest, TaskStart } from "../../sandbox/tasks.ts";
import { emptyWorld } from "../../sandbox/world.ts";
import { app, arnOf, container, digest, image, roleWith, taskInputs, world } from "./models/app.ts";
import { Cloud } from "./models/cloud.ts";
import { foreignNetwork } from "./models/fixtures.ts";

type App = ReturnType<typeof app>;

/** What ECS says when the app's task starts with `more`; undefined when it starts. */
function start(of: App, task: Resource = of.task, more: Partial<TaskRequest> = {}): string | undefined {
  const revision = findRevision(of.cloud.account, of.cloud.place, arnOf(task));
  assert.ok(revision);
  const request: TaskRequest = {
    cluster: arnOf(of.cluster),
    taskDefinition: revision.arn,
    subnets: of.inner.map(({ id }) => id),
    securityGroups: [of.group.id],
    ...more,
  };
  const { family, inputs } = revision;
  const { account, place } = of.cloud;
  const subject: TaskStart = { request, family, inputs, containers: containersOf(inputs), account, place };
  return taskStartRules.map((rule) => rule.refuse(subject)).find((reason) => reason !== undefined);
}

/** Another task of the app, with the same execution role unless `more` says otherwise. */
function another(of: App, one: Values, more: Values = {}): Resource {
  const executionRoleArn = arnOf(of.execution.role);
  return of.cloud.make(TASK_DEFINITION, taskInputs([container(one)], { executionRoleArn, ...more }));
}

const secrets = (valueFrom: string) => ({ secrets: [{ name: "KEY", valueFrom }] });
const logsTo = (group: string) => ({
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": group, "awslogs-region": "eu-north-1", "awslogs-stream-prefix": "api" },
  },
});

describe("a task in the sandbox", () => {
  it("starts when all that it needs is there", () => {
    const all = app();
    assert.equal(start(all), undefined);
  });

  it("names a rule once and says where AWS states it", () => {
    const ids = taskStartRules.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    assert.ok(taskStartRules.every(({ says, source }) => says.endsWith(".") && source.startsWith("https://")));
  });

  it("does not start in a cluster of nowhere", () => {
    const all = app();
    assert.match(start(all, undefined, { cluster: "none" }) ?? "", /ClusterNotFoundException/);
  });

  it("does not start in a network of nowhere, or of two VPCs", () => {
    const all = app();
    assert.match(start(all, undefined, { subnets: [] }) ?? "", /subnets can not be empty/);
    assert.match(start(all, undefined, { subnets: ["subnet-0"] }) ?? "", /subnet-0/);
    assert.match(start(all, undefined, { securityGroups: ["sg-0"] }) ?? "", /sg-0/);
    const { group } = foreignNetwork(all.cloud);
    assert.match(start(all, undefined, { securityGroups: [group.id] }) ?? "", /different VPCs/);
  });

  it("does not start under a role that ECS may not take", () => {
    const all = app();
    const { role } = roleWith(all.cloud, "lambda", "lambda.amazonaws.com", []);
    const reason = start(all, another(all, {}, { taskRoleArn: arnOf(role) }));
    assert.match(reason ?? "", /unable to assume the role .*role\/lambda/);
  });

  it("reaches its image from a public subnet only with a public address", () => {
    const all = app();
    const subnets = all.subnets.map(({ id }) => id);
    assert.match(start(all, undefined, { subnets }) ?? "", /CannotPullContainerError.*assignPublicIp/);
    assert.equal(start(all, undefined, { subnets, assignPublicIp: true }), undefined);
  });

  it("does not reach its image without a NAT gateway", () => {
    const all = app();
    all.cloud.delete(all.way);
    assert.match(start(all) ?? "", /CannotPullContainerError.*i\/o timeout.*NAT gateway/);
  });

  it("reaches private ECR through endpoints, when every one of them is there", () => {
    const ecr = `111111111111.dkr.ecr.eu-north-1.amazonaws.com/shop`;
    const all = app({ cloud: new Cloud({ images: { [ecr]: { ...world.images["ghcr.io/acme/shop"] } } }) });
    all.cloud.delete(all.way);
    const task = another(all, { image: `${ecr}@${digest}` });
    assert.match(start(all, task) ?? "", /no endpoint for ecr\.api/);
    const group = all.cloud.make(token.securityGroup, { vpcId: all.vpc.id, name: "endpoints" });
    const from = { fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" };
    all.cloud.make(token.ingressRule, { securityGroupId: group.id, ipProtocol: "tcp", ...from });
    const endpoint = (service: string) =>
      all.cloud.given(token.vpcEndpoint, {
        vpcId: all.vpc.id,
        serviceName: `com.amazonaws.eu-north-1.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: all.inner.map(({ id }) => id),
        securityGroupIds: [group.id],
      });
    for (const service of ["ecr.api", "ecr.dkr"]) endpoint(service);
    assert.match(start(all, task) ?? "", /no endpoint for s3/);
    endpoint("s3");
    assert.match(start(all, task) ?? "", /ecr:GetAuthorizationToken/);
    const repository = "arn:aws:ecr:eu-north-1:111111111111:repository/shop";
    const stranger = roleWith(all.cloud, "stranger", "ecs-tasks.amazonaws.com", [
      [["ecr:GetAuthorizationToken"], ["*"]],
    ]);
    const asStranger = another(all, { image: `${ecr}@${digest}` }, { executionRoleArn: arnOf(stranger.role) });
    assert.match(start(all, asStranger) ?? "", new RegExp(`ecr:BatchGetImage on resource: ${repository}`));
    const { role } = roleWith(all.cloud, "puller", "ecs-tasks.amazonaws.com", [
      [["ecr:GetAuthorizationToken"], ["*"]],
      [["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], [repository]],
    ]);
    assert.equal(start(all, another(all, { image: `${ecr}@${digest}` }, { executionRoleArn: arnOf(role) })), undefined);
  });

  it("does not get out through a security group without a rule for it", () => {
    const all = app();
    all.cloud.delete(all.egress);
    assert.match(start(all) ?? "", /no egress rule of sg-.* allows port 443/);
  });

  it("does not start when its secret is gone, has no value, or is another's", () => {
    const all = app();
    assert.match(
      start(all, another(all, secrets("arn:aws:secretsmanager:eu-north-1:111111111111:secret:none-AbCdEf"))) ?? "",
      /ResourceInitializationError.*can't find the specified secret/,
    );
    const other = all.cloud.make("aws:secretsmanager/secret:Secret", { name: "shop/OTHER" });
    assert.match(start(all, another(all, secrets(other.id))) ?? "", /AWSCURRENT/);
    all.cloud.make("aws:secretsmanager/secretVersion:SecretVersion", { secretId: other.id, secretString: "x" });
    assert.match(
      start(all, another(all, secrets(`${other.id}:field::`))) ?? "",
      /AccessDeniedException: .*shop-api-execution is not authorized to perform: secretsmanager:GetSecretValue on resource: .*OTHER/,
    );
  });

  it("reads a secret that existed before, and a parameter, when its role may", () => {
    const given = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:given-AbCdEf";
    const all = app({ cloud: new Cloud({ ...world, existingSecrets: [{ arn: given }] }) });
    const parameter = all.cloud.make(PARAMETER, { name: "/shop/x", type: "String", value: "1" });
    const { role } = roleWith(all.cloud, "reader", "ecs-tasks.amazonaws.com", [
      [["secretsmanager:GetSecretValue"], [given]],
      [["ssm:GetParameters"], [arnOf(parameter)]],
    ]);
    const executionRoleArn = arnOf(role);
    assert.equal(start(all, another(all, secrets(given), { executionRoleArn })), undefined);
    assert.equal(start(all, another(all, secrets(arnOf(parameter)), { executionRoleArn })), undefined);
    assert.match(start(all, another(all, secrets(arnOf(parameter)))) ?? "", /ssm:GetParameters/);
  });

  it("does not start when its log group is gone or its role may not write there", () => {
    const all = app();
    assert.match(start(all, another(all, logsTo("/none"))) ?? "", /failed to validate logger args.*"\/none"/);
    all.cloud.make("aws:cloudwatch/logGroup:LogGroup", { name: "/shop/other" });
    assert.match(start(all, another(all, logsTo("/shop/other"))) ?? "", /logs:CreateLogStream/);
  });

  it("pulls from a private registry only with credentials that its role may read", () => {
    const images = { "ghcr.io/acme/shop": { ...world.images["ghcr.io/acme/shop"], private: true } };
    const all = app({ cloud: new Cloud({ images }) });
    assert.match(start(all) ?? "", /repositoryCredentials/);
    const credentials = { repositoryCredentials: { credentialsParameter: all.secret.id } };
    assert.equal(start(all, another(all, credentials)), undefined);
  });
});

describe("an image in the sandbox's registry", () => {
  const { account: known } = new Cloud(world);

  it("is pulled by its digest, also with a tag beside it", () => {
    assert.equal(whyNotPulled(known, image, "linux/amd64"), undefined);
    assert.equal(whyNotPulled(known, `ghcr.io/acme/shop:1.2@${digest}`, "linux/amd64"), undefined);
  });

  it("is refused with the line to add when the registry does not hold it", () => {
    const why = whyNotPulled(known, `ghcr.io/acme/web@${digest}`, "linux/amd64") ?? "";
    assert.match(why, /CannotPullContainerError.*add it to world\.yaml/s);
    assert.match(why, /ghcr\.io\/acme\/web:/);
  });

  it("is refused for a platform that it was not built for", () => {
    assert.match(
      whyNotPulled(known, image, "linux/arm64") ?? "",
      /does not contain descriptor matching platform 'linux\/arm64'/,
    );
  });

  it("is refused without a digest, which is what the sandbox knows images by", () => {
    assert.match(whyNotPulled(known, "ghcr.io/acme/shop:latest", "linux/amd64") ?? "", /only the tag latest/);
  });

  it("is pulled from another region's ECR over the internet alone, which endpoints do not reach", () => {
    const elsewhere = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop";
    const all = app({ cloud: new Cloud({ images: { [elsewhere]: { ...world.images["ghcr.io/acme/shop"] } } }) });
    all.cloud.delete(all.way);
    assert.match(start(all, another(all, { image: `${elsewhere}@${digest}` })) ?? "", /no way to the internet/);
  });
});

describe("an image behind the sandbox's pull-through cache", () => {
  const ecr = `111111111111.dkr.ecr.eu-north-1.amazonaws.com/shop-quay/acme/shop@${digest}`;
  const held = { ...world.images["ghcr.io/acme/shop"] };

  function cache() {
    const cloud = new Cloud({ images: { "quay.io/acme/shop": held } });
    const rule = { ecrRepositoryPrefix: "shop-quay", upstreamRegistryUrl: "quay.io" };
    return { cloud, rule: cloud.make(token.pullThroughRule, rule) };
  }

  it("is not there by its digest before it was pulled by a tag, as on AWS", () => {
    const { cloud } = cache();
    assert.match(whyNotPulled(cloud.account, ecr, "linux/amd64") ?? "", /serves a digest only once/);
    warm(cloud.account, cloud.place, { repository: "shop-quay/acme/shop", tag: "1.2", digest });
    assert.equal(whyNotPulled(cloud.account, ecr, "linux/amd64"), undefined);
    assert.match(whyNotPulled(cloud.account, ecr, "linux/arm64") ?? "", /platform 'linux\/arm64'/);
  });

  it("stays when the rule goes, since what is in ECR is in ECR", () => {
    const { cloud, rule } = cache();
    warm(cloud.account, cloud.place, { repository: "shop-quay/acme/shop", tag: "1.2", digest });
    cloud.delete(rule);
    assert.equal(whyNotPulled(cloud.account, ecr, "linux/amd64"), undefined);
  });
});

describe("an image that the sandbox's Docker has pushed", () => {
  it("is pulled by every account, by the digest of any of its builds", () => {
    const docker = new Cloud({}, { accountId: "docker", region: "docker" });
    const build = { context: "web", platform: "linux/amd64" };
    const image = docker.make(token.builtImage, { imageName: "ghcr.io/acme/web:staging", build });
    docker.make(token.builtImage, { imageName: "ghcr.io/acme/web:staging", build: { ...build, target: "run" } });
    const account = new Account({ id: "111111111111", world: emptyWorld(), neighbour: () => docker.account });
    const why = (platform: string) => whyNotPulled(account, String(image.outputs.repoDigest), platform);
    assert.equal(why("linux/amd64"), undefined);
    assert.match(why("linux/arm64") ?? "", /has linux\/amd64/);
  });
});
