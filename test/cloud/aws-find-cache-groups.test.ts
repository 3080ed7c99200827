import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import { askAs } from "./ask.ts";
import { type FakeAws, refused, startFakeAws } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

describe("groups of a cache on AWS, which moto does not have", () => {
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

  it("are found by name, and not while they are being deleted", async () => {
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

  it("of parameters are found by name", async () => {
    const list =
      "<CacheParameterGroups><CacheParameterGroup><CacheParameterGroupName>shop</CacheParameterGroupName></CacheParameterGroup></CacheParameterGroups>";
    aws.answer({ DescribeCacheParameterGroups: () => answer("DescribeCacheParameterGroups", list) });
    assert.equal(await find("aws:elasticache/parameterGroup:ParameterGroup", { name: "shop" }), "shop");
  });

  it("that are not there are not found, which AWS says by a refusal", async () => {
    aws.answer({
      DescribeUserGroups: () => {
        throw refused("UserGroupNotFound");
      },
      DescribeCacheParameterGroups: () => {
        throw refused("CacheParameterGroupNotFound");
      },
    });
    assert.equal(await find("aws:elasticache/userGroup:UserGroup", { userGroupId: "shop" }), undefined);
    assert.equal(await find("aws:elasticache/parameterGroup:ParameterGroup", { name: "shop" }), undefined);
  });

  it("that may not be looked at are no silence: the refusal is told", async () => {
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
});
