import assert from "node:assert/strict";
import { ChangeTagsForResourceCommand, CreateHealthCheckCommand, Route53Client } from "@aws-sdk/client-route-53";
import { awsCloud } from "../../cloud/aws.ts";
import { askAs } from "./ask.ts";
import { type FakeAws, startFakeAws } from "./fake-aws.ts";
import { accountId, describeOnMoto, region, withCredentials } from "./on-moto.ts";

describeOnMoto("what looks at a stack from outside", (moto) => {
  const find = (type: string, inputs: Record<string, unknown>, tag?: string) =>
    askAs(awsCloud(moto.place))(type, inputs, tag);

  it("as a health check is found by its tag among those that ask the same host", async () => {
    const route53 = new Route53Client(moto.client);
    const type = "aws:route53/healthCheck:HealthCheck";
    const inputs = { type: "HTTPS", fqdn: "shop.example.com" };
    assert.equal(await find(type, inputs, "HealthCheck/uptime-check-check"), undefined);
    const made = async (CallerReference: string, FullyQualifiedDomainName: string, tag: string) => {
      const HealthCheckConfig = { Type: "HTTPS", FullyQualifiedDomainName, Port: 443 } as const;
      const { HealthCheck } = await route53.send(new CreateHealthCheckCommand({ CallerReference, HealthCheckConfig }));
      const AddTags = [{ Key: "slipway:resource", Value: `staging/${tag}` }];
      const ResourceId = HealthCheck?.Id;
      await route53.send(new ChangeTagsForResourceCommand({ ResourceType: "healthcheck", ResourceId, AddTags }));
      return ResourceId;
    };
    await made("1", "shop.example.com", "HealthCheck/of-somebody-else");
    await made("2", "other.example.com", "HealthCheck/uptime-check-check");
    const ours = await made("3", "shop.example.com", "HealthCheck/uptime-check-check");
    assert.equal(await find(type, inputs, "HealthCheck/uptime-check-check"), ours);
    assert.equal(await find(type, inputs), undefined, "without a tag nobody knows whose it is");
  });
});

describe("a saved query", () => {
  let aws: FakeAws;
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  withCredentials();

  it("is found by its whole name, and is imported by its ARN", async () => {
    const find = askAs(awsCloud({ accountId, region, endpoint: aws.url }));
    const type = "aws:cloudwatch/queryDefinition:QueryDefinition";
    aws.answer({
      DescribeQueryDefinitions: () => ({
        queryDefinitions: [
          { name: "shop-staging/errors", queryDefinitionId: "0a1b" },
          { name: "shop-staging/errors-of-old", queryDefinitionId: "2c3d" },
        ],
      }),
    });
    assert.equal(await find(type, { name: "shop-staging/errors" }), "0a1b");
    assert.equal(aws.calls.at(-1)?.body.queryDefinitionNamePrefix, "shop-staging/errors");
    aws.answer({ DescribeQueryDefinitions: () => ({}) });
    assert.equal(await find(type, { name: "shop-staging/errors" }), undefined);
  });
});
