import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { awsCloud } from "../../cloud/aws.ts";
import { accountId, describeOnMoto, region } from "./on-moto.ts";

const notice = { subject: "harbour staging: deployed", text: "version 1.4.2", forAddresses: '{"version":"1.0"}' };

describeOnMoto("what is told to those who hear of a topic", (moto) => {
  const heard: { Type?: string; Subject?: string; Message?: string }[] = [];
  let server: Server;
  before(async () => {
    server = createServer(async (request, response) => {
      heard.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
      response.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("arrives with its subject and its text", async () => {
    const sns = new SNSClient(moto.client);
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "harbour-staging-alarms-notify" }));
    const Endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "http", Endpoint }));
    assert.equal(await awsCloud(moto.place).publish({ ...notice, topicArn: TopicArn }), true);
    assert.deepEqual(
      heard.filter(({ Type }) => Type === "Notification").map(({ Subject, Message }) => [Subject, Message]),
      [["harbour staging: deployed", "version 1.4.2"]],
    );
  });

  it("reaches nobody before the topic is there, which is no error: the first deployment makes it", async () => {
    const topicArn = `arn:aws:sns:${region}:${accountId}:shop-staging-alarms-notify`;
    assert.equal(await awsCloud(moto.place).publish({ ...notice, topicArn }), false);
  });
});
