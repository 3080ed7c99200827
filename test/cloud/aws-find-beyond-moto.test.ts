import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import { serviceModel } from "../support/service-model.ts";
import { askAs } from "./ask.ts";
import { type FakeAws, refused, startFakeAws } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

describe("what AWS answers and moto does not", () => {
  let aws: FakeAws;
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  withCredentials();

  const find = (type: string, inputs: Record<string, unknown>) =>
    askAs(awsCloud({ accountId, region, endpoint: aws.url }))(type, inputs);
  const answer = (operation: string, list: string) =>
    `<${operation}Response><${operation}Result>${list}</${operation}Result></${operation}Response>`;

  it("is a user group by name, and not while it is being deleted", async () => {
    const type = "aws:elasticache/userGroup:UserGroup";
    const inputs = { userGroupId: "shop-staging-cache" };
    const group = (status: string) =>
      answer(
        "DescribeUserGroups",
        `<UserGroups><member><UserGroupId>shop-staging-cache</UserGroupId><Status>${status}</Status></member></UserGroups>`,
      );
    aws.answer({ DescribeUserGroups: () => group("creating") });
    assert.equal(await find(type, inputs), "shop-staging-cache");
    assert.equal(aws.calls.at(-1)?.body.UserGroupId, "shop-staging-cache");
    aws.answer({ DescribeUserGroups: () => group("deleting") });
    assert.equal(await find(type, inputs), undefined);
  });

  it("is a user of a cache once it is made, because the provider cannot read it before", async () => {
    const users = (status: string) => () =>
      answer("DescribeUsers", `<Users><member><UserId>api</UserId><Status>${status}</Status></member></Users>`);
    const type = "aws:elasticache/user:User";
    aws.answer({ DescribeUsers: users("creating") });
    await assert.rejects(find(type, { userId: "api" }), {
      name: "UserError",
      message:
        'cannot look for aws:elasticache/user:User "api": user api of the cache is still being made: run this again in a minute',
    });
    aws.answer({ DescribeUsers: users("active") });
    assert.equal(await find(type, { userId: "api" }), "api");
    aws.answer({ DescribeUsers: users("deleting") });
    assert.equal(await find(type, { userId: "api" }), undefined);
  });

  it("is a mount target by the network interface that EFS made for it in the subnet", async () => {
    const type = "aws:efs/mountTarget:MountTarget";
    const inputs = { fileSystemId: "fs-0a1b", subnetId: "subnet-1" };
    const interfaces = (list: string) =>
      `<DescribeNetworkInterfacesResponse><networkInterfaceSet>${list}</networkInterfaceSet></DescribeNetworkInterfacesResponse>`;
    const made = "<item><description>EFS mount target for fs-0a1b (fsmt-2c3d)</description></item>";
    aws.answer({ DescribeNetworkInterfaces: () => interfaces(made) });
    assert.equal(await find(type, inputs), "fsmt-2c3d");
    const body = aws.calls.at(-1)?.body;
    assert.equal(body?.["Filter.1.Value.1"], "subnet-1");
    assert.equal(body?.["Filter.2.Value.1"], "EFS mount target for fs-0a1b (*)");
    aws.answer({ DescribeNetworkInterfaces: () => interfaces("") });
    assert.equal(await find(type, inputs), undefined);
    assert.equal(await find(type, { subnetId: "subnet-1" }), undefined);
  });

  it("is asked and answered as AWS's published model says", async function () {
    const model = serviceModel("elasticache");
    if (model === undefined) {
      assert.notEqual(process.env.CI, "true", 'moto is not set up: run "node tools/set-up.ts"');
      this.skip();
    }
    aws.answer({
      DescribeUserGroups: () => answer("DescribeUserGroups", ""),
      DescribeCacheParameterGroups: () => answer("DescribeCacheParameterGroups", ""),
    });
    await find("aws:elasticache/userGroup:UserGroup", { userGroupId: "shop-staging-cache" });
    await find("aws:elasticache/parameterGroup:ParameterGroup", { name: "shop" });
    const asked = aws.calls.filter(({ operation }) => operation.startsWith("Describe"));
    assert.equal(asked.length, 2);
    for (const { operation, body } of asked) {
      const { Action: _, Version: __, ...given } = body;
      assert.deepEqual(model.inRequest(operation, given), []);
    }
    const group = { UserGroupId: "shop-staging-cache", Status: "creating" };
    assert.deepEqual(model.inAnswer("DescribeUserGroups", { UserGroups: [group] }), []);
    const parameters = { CacheParameterGroups: [{ CacheParameterGroupName: "shop" }] };
    assert.deepEqual(model.inAnswer("DescribeCacheParameterGroups", parameters), []);
    const backup = serviceModel("backup");
    const selections = { BackupSelectionsList: [{ SelectionName: "databases", SelectionId: "0a1b" }] };
    assert.deepEqual(backup?.inRequest("ListBackupSelections", { BackupPlanId: "0a1b" }), []);
    assert.deepEqual(backup?.inAnswer("ListBackupSelections", selections), []);
    const one = { RestoreTestingPlanName: "shop_production", RestoreTestingSelectionName: "databases" };
    assert.deepEqual(backup?.inRequest("GetRestoreTestingSelection", one), []);
    const found = {
      RestoreTestingSelection: { ...one, CreationTime: 0, IamRoleArn: "", ProtectedResourceType: "RDS" },
    };
    assert.deepEqual(backup?.inAnswer("GetRestoreTestingSelection", found), []);
  });

  it("is a parameter group of a cache by name", async () => {
    const list =
      "<CacheParameterGroups><CacheParameterGroup><CacheParameterGroupName>shop</CacheParameterGroupName></CacheParameterGroup></CacheParameterGroups>";
    aws.answer({ DescribeCacheParameterGroups: () => answer("DescribeCacheParameterGroups", list) });
    assert.equal(await find("aws:elasticache/parameterGroup:ParameterGroup", { name: "shop" }), "shop");
  });

  it("is a rule of the pull-through cache by its prefix", async () => {
    const type = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule";
    const inputs = { ecrRepositoryPrefix: "shop-staging-ghcr-io" };
    aws.answer({ DescribePullThroughCacheRules: () => ({ pullThroughCacheRules: [inputs] }) });
    assert.equal(await find(type, inputs), "shop-staging-ghcr-io");
    assert.deepEqual(aws.calls.at(-1)?.body.ecrRepositoryPrefixes, ["shop-staging-ghcr-io"]);
    aws.answer({
      DescribePullThroughCacheRules: () => {
        throw refused("PullThroughCacheRuleNotFoundException");
      },
    });
    assert.equal(await find(type, inputs), undefined);
  });

  it("is an ACL and a set of WAF by their names", async () => {
    const arn = (kind: string) =>
      `arn:aws:wafv2:${region}:${accountId}:regional/${kind}/shop-staging-edge-waf/0a1b-2c3d`;
    const found = ["webacl", "ipset"].map((kind) => ({ ResourceARN: arn(kind), Tags: [] }));
    aws.answer({ GetResources: () => ({ ResourceTagMappingList: found }) });
    for (const type of ["aws:wafv2/webAcl:WebAcl", "aws:wafv2/ipSet:IpSet"]) {
      assert.equal(await find(type, { name: "shop-staging-edge-waf" }), "0a1b-2c3d");
      assert.equal(await find(type, { name: "shop-staging-edge" }), undefined);
    }
  });

  it("is a selection of AWS Backup by its plan and its name", async () => {
    const testing = { restoreTestingPlanName: "shop_production", name: "databases" };
    const tested = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
    aws.answer({ "GET /restore-testing/plans/shop_production/selections/databases": () => ({}) });
    assert.equal(await find(tested, testing), "databases:shop_production");
    assert.equal(await find(tested, { name: "databases" }), undefined);
    const listed = {
      BackupSelectionsList: ["databases", "files"].map((of) => ({ SelectionName: of, SelectionId: of })),
    };
    const selection = "aws:backup/selection:Selection";
    aws.answer({ "GET /backup/plans/0a1b/selections": () => listed });
    assert.equal(await find(selection, { planId: "0a1b", name: "databases" }), "databases");
    assert.equal(await find(selection, { planId: "0a1b", name: "queues" }), undefined);
    assert.equal(await find(selection, { name: "databases" }), undefined);
  });

  it("is a refusal for what is not there", async () => {
    aws.answer({
      DescribeUserGroups: () => {
        throw refused("UserGroupNotFound");
      },
      DescribeCacheParameterGroups: () => {
        throw refused("CacheParameterGroupNotFound");
      },
      "GET /backup/plans/0a1b/selections": () => {
        throw refused("ResourceNotFoundException");
      },
      "GET /restore-testing/plans/0a1b/selections/shop": () => {
        throw refused("ResourceNotFoundException");
      },
    });
    assert.equal(await find("aws:elasticache/userGroup:UserGroup", { userGroupId: "shop" }), undefined);
    assert.equal(await find("aws:elasticache/parameterGroup:ParameterGroup", { name: "shop" }), undefined);
    assert.equal(await find("aws:backup/selection:Selection", { planId: "0a1b", name: "shop" }), undefined);
    const tested = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
    assert.equal(await find(tested, { restoreTestingPlanName: "0a1b", name: "shop" }), undefined);
  });

  it("is another refusal for what may not be looked at, which is told and not taken for absence", async () => {
    aws.answer({
      DescribeUserGroups: () => {
        throw refused("AccessDenied", "not authorized to perform: elasticache:DescribeUserGroups");
      },
    });
    await assert.rejects(find("aws:elasticache/userGroup:UserGroup", { userGroupId: "shop" }), {
      message:
        'cannot look for aws:elasticache/userGroup:UserGroup "shop": not authorized to perform: elasticache:DescribeUserGroups',
    });
  });

  it("is a mute rule by its name, and no alarm that has the same", async () => {
    const name = "shop-staging-sleep-nights";
    const arn = (kind: string) => `arn:aws:cloudwatch:${region}:${accountId}:${kind}:${name}`;
    const tagged = (kind: string) => ({ ResourceTagMappingList: [{ ResourceARN: arn(kind) }] });
    aws.answer({ GetResources: () => tagged("alarm-mute-rule") });
    assert.equal(await find("aws:cloudwatch/alarmMuteRule:AlarmMuteRule", { name }), name);
    aws.answer({ GetResources: () => tagged("alarm") });
    assert.equal(await find("aws:cloudwatch/alarmMuteRule:AlarmMuteRule", { name }), undefined);
  });

  it("is a star written as its octal code in the name of a record", async () => {
    const set = "<ResourceRecordSet><Name>\\052.shop.example.com.</Name><Type>A</Type></ResourceRecordSet>";
    aws.answer({
      "GET /2013-04-01/hostedzone/Z1/rrset": () =>
        `<ListResourceRecordSetsResponse><ResourceRecordSets>${set}</ResourceRecordSets></ListResourceRecordSetsResponse>`,
    });
    const inputs = { zoneId: "Z1", name: "*.shop.example.com", type: "A" };
    assert.equal(await find("aws:route53/record:Record", inputs), "Z1_*.shop.example.com_A");
  });

  it("is no ARN for a subscription that waits to be confirmed, so there is nothing to import yet", async () => {
    const member =
      "<member><Protocol>email</Protocol><Endpoint>a@example.com</Endpoint><SubscriptionArn>PendingConfirmation</SubscriptionArn></member>";
    const list = `<Subscriptions>${member}</Subscriptions>`;
    aws.answer({ ListSubscriptionsByTopic: () => answer("ListSubscriptionsByTopic", list) });
    const inputs = { topic: `arn:aws:sns:${region}:${accountId}:t`, protocol: "email", endpoint: "a@example.com" };
    assert.equal(await find("aws:sns/topicSubscription:TopicSubscription", inputs), undefined);
  });
});
