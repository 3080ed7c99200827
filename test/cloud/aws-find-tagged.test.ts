import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import { type Asked, askAs, tagOf } from "./ask.ts";
import { accountId, describeOnMoto, region } from "./on-moto.ts";

describeOnMoto("what the tag index of AWS holds (moto)", (moto) => {
  let find: Asked;
  before(() => {
    find = askAs(awsCloud(moto.place));
  });

  /** Calls a service that the adapter has no client of. Moto goes by the service in the signature. */
  const call = async (service: string, headers: Record<string, string>, body: string) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const response = await fetch(moto.place.endpoint, { method: "POST", headers: { authorization, ...headers }, body });
    assert.equal(response.status, 200, await response.clone().text());
    return response;
  };
  const callJson = async (service: string, target: string, body: object) => {
    const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" };
    const response = await call(service, headers, JSON.stringify(body));
    return (await response.json()) as Record<string, string>;
  };

  it("is a certificate by its tag, because it has no name; a twin that the state holds is another one", async () => {
    const type = "aws:acm/certificate:Certificate";
    assert.equal(await find(type, {}, "Certificate/edge-tls"), undefined);
    const request = async () => {
      const certificate = { DomainName: "shop.example.com", Tags: [tagOf("Certificate/edge-tls")] };
      const { CertificateArn = "" } = await callJson("acm", "CertificateManager.RequestCertificate", certificate);
      return CertificateArn;
    };
    const old = await request();
    assert.equal(await find(type, {}, "Certificate/edge-tls"), old);
    const next = await request();
    assert.equal(await find(type, {}, "Certificate/edge-tls", [old]), next);
    assert.equal(await find(type, {}), undefined);
  });

  it("is a parameter by its whole name, which begins with a slash or does not", async () => {
    const type = "aws:ssm/parameter:Parameter";
    const path = "/shop-staging/ran/migration";
    assert.equal(await find(type, { name: path }, "Parameter/migration"), undefined);
    for (const [Name, resource] of [
      [path, "Parameter/migration"],
      ["plain", "Parameter/plain"],
    ] as const) {
      await callJson("ssm", "AmazonSSM.PutParameter", { Name, Value: "1", Type: "String", Tags: [tagOf(resource)] });
    }
    assert.equal(await find(type, { name: path }, "Parameter/migration"), path);
    assert.equal(await find(type, { name: "plain" }, "Parameter/plain"), "plain");
    assert.equal(await find(type, { name: "/shop-staging/ran" }, "Parameter/migration"), undefined);
  });

  it("is an alarm by its name, also without a tag to go by", async () => {
    const name = "shop-staging-edge-5xx";
    const alarm = new URLSearchParams({
      Action: "PutMetricAlarm",
      Version: "2010-08-01",
      AlarmName: name,
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: "1",
      MetricName: "m",
      Namespace: "n",
      Period: "60",
      Statistic: "Sum",
      Threshold: "1",
      "Tags.member.1.Key": tagOf("MetricAlarm/edge-5xx").Key,
      "Tags.member.1.Value": tagOf("MetricAlarm/edge-5xx").Value,
    });
    const type = "aws:cloudwatch/metricAlarm:MetricAlarm";
    assert.equal(await find(type, { name }, "MetricAlarm/edge-5xx"), undefined);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await call("monitoring", headers, alarm.toString());
    assert.equal(await find(type, { name }, "MetricAlarm/edge-5xx"), name);
    assert.equal(await find(type, { name }), name);
    assert.equal(await find(type, { name }, "MetricAlarm/other"), undefined);
  });

  it("is the topic of this account and region only", async () => {
    const topic = new URLSearchParams({ Action: "CreateTopic", Version: "2010-03-31", Name: "shop-staging-page" });
    topic.set("Tags.member.1.Key", tagOf("Topic/page").Key);
    topic.set("Tags.member.1.Value", tagOf("Topic/page").Value);
    await call("sns", { "content-type": "application/x-www-form-urlencoded" }, topic.toString());
    const inputs = { name: "shop-staging-page" };
    const found = await find("aws:sns/topic:Topic", inputs, "Topic/page");
    assert.equal(found, `arn:aws:sns:${region}:${accountId}:shop-staging-page`);
    const elsewhere = askAs(awsCloud({ ...moto.place, region: "eu-west-1" }));
    assert.equal(await elsewhere("aws:sns/topic:Topic", inputs, "Topic/page"), undefined);
  });
});
