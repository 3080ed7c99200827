import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import { type Asked, askAs, tagOf } from "./ask.ts";
import { accountId, describeOnMoto, region } from "./on-moto.ts";

/** An archive with nothing in it: its end alone. */
const emptyZip = Buffer.from(`PK\u0005\u0006${"\0".repeat(18)}`, "latin1").toString("base64");

describeOnMoto("what the tag index of AWS holds (moto)", (moto) => {
  let find: Asked;
  before(() => {
    find = askAs(awsCloud(moto.place));
  });

  /** Calls a service that the adapter has no client of. Moto goes by the service in the signature. */
  const authorizationFor = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const call = async (service: string, headers: Record<string, string>, body: string) => {
    const authorization = authorizationFor(service);
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

  it("is a bucket by its name, if it is ours: anybody in the world may have taken it", async () => {
    const type = "aws:s3/bucket:Bucket";
    const bucket = "shop-staging-edge-logs-123456789012";
    const put = async (path: string, body: string) => {
      const headers = { authorization: authorizationFor("s3") };
      const response = await fetch(`${moto.place.endpoint}/${path}`, { method: "PUT", headers, body });
      assert.ok(response.ok, await response.text());
    };
    const place = `<LocationConstraint>${region}</LocationConstraint>`;
    await put(bucket, `<CreateBucketConfiguration>${place}</CreateBucketConfiguration>`);
    assert.equal(await find(type, { bucket }, "Bucket/edge-logs-bucket"), undefined);
    const { Key, Value } = tagOf("Bucket/edge-logs-bucket");
    const tag = `<Tag><Key>${Key}</Key><Value>${Value}</Value></Tag>`;
    await put(`${bucket}?tagging`, `<Tagging><TagSet>${tag}</TagSet></Tagging>`);
    assert.equal(await find(type, { bucket }, "Bucket/edge-logs-bucket"), bucket);
  });

  it("is a queue by its name, as the URL that the provider knows it by", async () => {
    const type = "aws:sqs/queue:Queue";
    const inputs = { name: "shop-staging-orders" };
    assert.equal(await find(type, inputs, "Queue/orders-queue"), undefined);
    const { Key, Value } = tagOf("Queue/orders-queue");
    await callJson("sqs", "AmazonSQS.CreateQueue", { QueueName: inputs.name, tags: { [Key]: Value } });
    const url = `https://sqs.${region}.amazonaws.com/${accountId}/shop-staging-orders`;
    assert.equal(await find(type, inputs, "Queue/orders-queue"), url);
    assert.equal(await find(type, { name: "shop-staging-orders-dead" }, "Queue/orders-dead-queue"), undefined);
  });

  it("is a function by its name", async () => {
    const type = "aws:lambda/function:Function";
    const inputs = { name: "shop-staging-jobs-queue-depth" };
    assert.equal(await find(type, inputs, "Function/jobs-queue-depth-function"), undefined);
    const trust = { Version: "2012-10-17", Statement: [] };
    const role = new URLSearchParams({
      Action: "CreateRole",
      Version: "2010-05-08",
      RoleName: "depth",
      AssumeRolePolicyDocument: JSON.stringify(trust),
    });
    await call("iam", { "content-type": "application/x-www-form-urlencoded" }, role.toString());
    const { Key, Value } = tagOf("Function/jobs-queue-depth-function");
    const response = await fetch(`${moto.place.endpoint}/2015-03-31/functions`, {
      method: "POST",
      headers: { authorization: authorizationFor("lambda"), "content-type": "application/json" },
      body: JSON.stringify({
        FunctionName: inputs.name,
        Role: `arn:aws:iam::${accountId}:role/depth`,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Code: { ZipFile: emptyZip },
        Tags: { [Key]: Value },
      }),
    });
    assert.ok(response.ok, await response.text());
    assert.equal(await find(type, inputs, "Function/jobs-queue-depth-function"), inputs.name);
    assert.equal(await find(type, { name: "shop-staging-other" }, "Function/other"), undefined);
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
