import assert from "node:assert/strict";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { awsCloud } from "../../cloud/aws.ts";
import { serviceModel } from "../support/service-model.ts";
import { type FakeAws, startFakeAws } from "./fake-aws.ts";
import { accountId, describeOnMoto, region, withCredentials } from "./on-moto.ts";

const logGroup = "/slipway/shop-staging/api";

describeOnMoto("a log in AWS (moto)", (moto) => {
  const cloud = () => awsCloud(moto.place);
  const now = Date.now();
  before(async () => {
    const logs = new CloudWatchLogsClient(moto.client);
    await logs.send(new CreateLogGroupCommand({ logGroupName: logGroup }));
    const streams = { "api/api/0a1b": ["begun\n", "ERROR refused"], "metrics/metrics/0a1b": ["3 requests"] };
    for (const [logStreamName, messages] of Object.entries(streams)) {
      await logs.send(new CreateLogStreamCommand({ logGroupName: logGroup, logStreamName }));
      const logEvents = messages.map((message, at) => ({ message, timestamp: now + at }));
      await logs.send(new PutLogEventsCommand({ logGroupName: logGroup, logStreamName, logEvents }));
    }
  });
  const texts = async (own: object) =>
    (await cloud().logLines({ logGroup, from: now - 1000, ...own }))?.lines.map(({ text }) => text);

  it("is read over all its streams, from a time on", async () => {
    assert.deepEqual((await texts({}))?.toSorted(), ["3 requests", "ERROR refused", "begun"]);
    assert.deepEqual(await texts({ from: now + 1 }), ["ERROR refused"]);
  });

  it("has its lines with their time, their stream, and an id that stays the same", async () => {
    const [first] = (await cloud().logLines({ logGroup, from: now }))?.lines ?? [];
    const [again] = (await cloud().logLines({ logGroup, from: now }))?.lines ?? [];
    assert.deepEqual({ ...first, id: "" }, { id: "", at: now, stream: "api/api/0a1b", text: "begun" });
    assert.ok(first?.id);
    assert.equal(first.id, again?.id);
  });

  it("is nothing where there is no such group, as before the first deployment", async () => {
    assert.equal(await cloud().logLines({ logGroup: "/slipway/shop-staging/none", from: 0 }), undefined);
  });
});

describe("the lines that AWS is asked for", () => {
  let aws: FakeAws;
  withCredentials();
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  const pattern = async (...withOneOf: readonly string[]) => {
    aws.answer({ FilterLogEvents: () => ({ events: [], nextToken: "more" }) });
    const page = await awsCloud({ accountId, region, endpoint: aws.url }).logLines({
      logGroup,
      from: 7,
      streams: "api/api/",
      withOneOf,
      after: "here",
    });
    assert.deepEqual(page, { lines: [], next: "more" });
    const body = aws.calls.at(-1)?.body;
    assert.deepEqual([body?.startTime, body?.nextToken, body?.logStreamNamePrefix], [7, "here", "api/api/"]);
    assert.deepEqual(serviceModel("logs")?.inRequest("FilterLogEvents", body) ?? [], []);
    return body?.filterPattern;
  };

  it("are of the streams of one container, and have a text as it is written, or one of several", async () => {
    assert.equal(await pattern('say "hi" \\ there'), '"say \\"hi\\" \\\\ there"');
    assert.equal(await pattern("ERROR", '"level":50'), '?"ERROR" ?"\\"level\\":50"');
  });
});
