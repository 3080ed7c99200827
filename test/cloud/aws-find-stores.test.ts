import assert from "node:assert/strict";
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateCacheSubnetGroupCommand,
  CreateReplicationGroupCommand,
  CreateUserCommand,
  ElastiCacheClient,
} from "@aws-sdk/client-elasticache";
import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  CreateDBSubnetGroupCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  type ResourceRecordSet,
  Route53Client,
} from "@aws-sdk/client-route-53";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { awsCloud } from "../../cloud/aws.ts";
import { type Asked, askAs, tagOf } from "./ask.ts";
import { accountId, describeOnMoto } from "./on-moto.ts";

describeOnMoto("what is kept on AWS (moto)", (moto) => {
  let find: Asked;
  let subnets: string[] = [];
  before(async () => {
    find = askAs(awsCloud(moto.place));
    const ec2 = new EC2Client(moto.client);
    const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }))).Vpc?.VpcId ?? "";
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: "10.0.1.0/24" }));
    subnets = [Subnet?.SubnetId ?? ""];
  });

  it("in a database is found by name, and somebody else's of that name is not taken over", async () => {
    const rds = new RDSClient(moto.client);
    const identifier = "shop-staging-main";
    assert.equal(await find("aws:rds/instance:Instance", { identifier }, "Instance/main"), undefined);
    const { DBInstance: made } = await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: identifier,
        DBInstanceClass: "db.t4g.micro",
        Engine: "postgres",
        MasterUsername: "postgres",
        MasterUserPassword: "not-a-secret",
        AllocatedStorage: 20,
        Tags: [tagOf("Instance/main")],
      }),
    );
    assert.equal(await find("aws:rds/instance:Instance", { identifier }, "Instance/main"), made?.DbiResourceId);
    assert.equal(await find("aws:rds/instance:Instance", { identifier }, "Instance/other"), undefined);

    const name = "shop-staging-main";
    assert.equal(await find("aws:rds/subnetGroup:SubnetGroup", { name }), undefined);
    const group = { DBSubnetGroupName: name, DBSubnetGroupDescription: "d", SubnetIds: subnets };
    await rds.send(new CreateDBSubnetGroupCommand(group));
    assert.equal(await find("aws:rds/subnetGroup:SubnetGroup", { name }), name);

    assert.equal(await find("aws:rds/parameterGroup:ParameterGroup", { name }), undefined);
    const parameters = { DBParameterGroupName: name, DBParameterGroupFamily: "postgres17", Description: "d" };
    await rds.send(new CreateDBParameterGroupCommand(parameters));
    assert.equal(await find("aws:rds/parameterGroup:ParameterGroup", { name }), name);
  });

  it("in a cache is found by name", async () => {
    const cache = new ElastiCacheClient(moto.client);
    const replicationGroupId = "shop-staging-cache";
    const type = "aws:elasticache/replicationGroup:ReplicationGroup";
    assert.equal(await find(type, { replicationGroupId }), undefined);
    await cache.send(
      new CreateReplicationGroupCommand({
        ReplicationGroupId: replicationGroupId,
        ReplicationGroupDescription: "d",
        Engine: "valkey",
        CacheNodeType: "cache.t4g.micro",
      }),
    );
    assert.equal(await find(type, { replicationGroupId }), replicationGroupId);

    const name = "shop-staging-cache";
    assert.equal(await find("aws:elasticache/subnetGroup:SubnetGroup", { name }), undefined);
    const group = { CacheSubnetGroupName: name, CacheSubnetGroupDescription: "d", SubnetIds: subnets };
    await cache.send(new CreateCacheSubnetGroupCommand(group));
    assert.equal(await find("aws:elasticache/subnetGroup:SubnetGroup", { name }), name);

    const userId = "shop-staging-api";
    assert.equal(await find("aws:elasticache/user:User", { userId }), undefined);
    await cache.send(
      new CreateUserCommand({
        UserId: userId,
        UserName: "api",
        Engine: "redis",
        AccessString: "on ~* +@all",
        Passwords: ["0123456789abcdef"],
      }),
    );
    assert.equal(await find("aws:elasticache/user:User", { userId }), userId);
  });

  it("as a secret is found by name until it is deleted, and its value by the secret", async () => {
    const secrets = new SecretsManagerClient(moto.client);
    const name = "shop-staging-api-key";
    const type = "aws:secretsmanager/secret:Secret";
    assert.equal(await find(type, { name }, "Secret/api-key"), undefined);
    const { ARN = "" } = await secrets.send(new CreateSecretCommand({ Name: name, Tags: [tagOf("Secret/api-key")] }));
    assert.equal(await find(type, { name }, "Secret/api-key"), ARN);
    assert.equal(await find(type, { name }, "Secret/other"), undefined);

    const value = "aws:secretsmanager/secretVersion:SecretVersion";
    assert.equal(await find(value, { secretId: ARN }), undefined);
    const put = () => secrets.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: `${Math.random()}` }));
    const first = `${ARN}|${(await put()).VersionId}`;
    assert.equal(await find(value, { secretId: ARN }), first);
    assert.equal(await find(value, { secretId: ARN }, undefined, [first]), undefined);
    const second = `${ARN}|${(await put()).VersionId}`;
    assert.equal(await find(value, { secretId: ARN }), second);

    await secrets.send(new DeleteSecretCommand({ SecretId: ARN, RecoveryWindowInDays: 7 }));
    assert.equal(await find(type, { name }, "Secret/api-key"), undefined);
  });

  it("as a role is found by name, its policy through it, and the provider by its address", async () => {
    const iam = new IAMClient(moto.client);
    const name = "shop-staging-api";
    assert.equal(await find("aws:iam/role:Role", { name }, "Role/api"), undefined);
    await iam.send(
      new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: "{}", Tags: [tagOf("Role/api")] }),
    );
    assert.equal(await find("aws:iam/role:Role", { name }, "Role/api"), name);
    assert.equal(await find("aws:iam/role:Role", { name }, "Role/other"), undefined);

    const policy = { role: name, name: "start" };
    assert.equal(await find("aws:iam/rolePolicy:RolePolicy", policy), undefined);
    const Statement = [{ Effect: "Allow", Action: ["logs:PutLogEvents"], Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "start", PolicyDocument }));
    assert.equal(await find("aws:iam/rolePolicy:RolePolicy", policy), `${name}:start`);

    const Tags = [tagOf("Policy/shift")];
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "shift", PolicyDocument, Tags }));
    assert.equal(await find("aws:iam/policy:Policy", { name: "shift" }, "Policy/shift"), Policy?.Arn);
    assert.equal(await find("aws:iam/policy:Policy", { name: "shift" }, "Policy/other"), undefined);
    assert.equal(await find("aws:iam/policy:Policy", { name: "other" }), undefined);
    const attachment = { role: name, policyArn: Policy?.Arn ?? "" };
    const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    assert.equal(await find(attachmentType, attachment), undefined);
    await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: attachment.policyArn }));
    assert.equal(await find(attachmentType, attachment), `${name}/${attachment.policyArn}`);

    const url = "https://token.actions.githubusercontent.com";
    const type = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    assert.equal(await find(type, { url }), undefined);
    await iam.send(new CreateOpenIDConnectProviderCommand({ Url: url, ClientIDList: ["sts.amazonaws.com"] }));
    assert.equal(
      await find(type, { url }),
      `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`,
    );
  });

  it("as a record is found in its zone by name and type, whatever dots and stars look like there", async () => {
    const route53 = new Route53Client(moto.client);
    const zone = await route53.send(new CreateHostedZoneCommand({ Name: "shop.example.com", CallerReference: "1" }));
    const zoneId = zone.HostedZone?.Id?.replace("/hostedzone/", "") ?? "";
    const type = "aws:route53/record:Record";
    const star = { zoneId, name: "*.shop.example.com", type: "A" };
    assert.equal(await find(type, star), undefined);
    const address = {
      Type: "A",
      TTL: 60,
      ResourceRecords: [{ Value: "192.0.2.1" }],
    } satisfies Partial<ResourceRecordSet>;
    const Changes: Change[] = ["api.shop.example.com", "*.shop.example.com"].map((Name) => ({
      Action: "CREATE",
      ResourceRecordSet: { Name, ...address },
    }));
    const ChangeBatch = { Changes };
    await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch }));
    assert.equal(await find(type, star), `${zoneId}_*.shop.example.com_A`);
    assert.equal(
      await find(type, { zoneId, name: "api.shop.example.com.", type: "A" }),
      `${zoneId}_api.shop.example.com_A`,
    );
    assert.equal(await find(type, { ...star, type: "CNAME" }), undefined);
    assert.equal(await find(type, { ...star, zoneId: "Z000NONE" }), undefined);
  });

  it("as a topic is found by tag and name, its policy and its subscriptions through it", async () => {
    const sns = new SNSClient(moto.client);
    const name = "shop-staging-page";
    assert.equal(await find("aws:sns/topic:Topic", { name }, "Topic/alarms-page"), undefined);
    const { TopicArn = "" } = await sns.send(
      new CreateTopicCommand({ Name: name, Tags: [tagOf("Topic/alarms-page")] }),
    );
    assert.equal(await find("aws:sns/topic:Topic", { name }, "Topic/alarms-page"), TopicArn);
    assert.equal(await find("aws:sns/topic:Topic", { name: `${name}-2` }, "Topic/alarms-page"), undefined);

    assert.equal(await find("aws:sns/topicPolicy:TopicPolicy", { arn: TopicArn }), TopicArn);
    assert.equal(await find("aws:sns/topicPolicy:TopicPolicy", { arn: `${TopicArn}-2` }), undefined);

    const subscription = { topic: TopicArn, protocol: "https", endpoint: "https://example.com/hook" };
    const type = "aws:sns/topicSubscription:TopicSubscription";
    assert.equal(await find(type, subscription), undefined);
    const subscribe = { TopicArn, Protocol: "https", Endpoint: subscription.endpoint, ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await sns.send(new SubscribeCommand(subscribe));
    assert.equal(await find(type, subscription), SubscriptionArn);
    assert.equal(await find(type, { ...subscription, endpoint: "https://example.com/other" }), undefined);
    assert.equal(await find(type, { ...subscription, topic: `${TopicArn}-2` }), undefined);
  });

  it("with a secret endpoint is found by its protocol, because the state holds the endpoint encrypted", async () => {
    const sns = new SNSClient(moto.client);
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "shop-staging-secret" }));
    const subscribe = { TopicArn, Protocol: "https", Endpoint: "https://example.com/key", ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await sns.send(new SubscribeCommand(subscribe));
    const inputs = { topic: TopicArn, protocol: "https", endpoint: { ciphertext: "v1:abc" } };
    assert.equal(await find("aws:sns/topicSubscription:TopicSubscription", inputs), SubscriptionArn);
  });
});
