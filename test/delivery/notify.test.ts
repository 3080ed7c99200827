import assert from "node:assert/strict";
import { type Delivery, deliveryNotice } from "../../delivery/notify.ts";
import { declareStack } from "../support/declare-stack.ts";

const run = "https://github.com/acme/harbour/actions/runs/4711";
const deployed: Delivery = {
  app: "harbour",
  stack: "production",
  place: { accountId: "222222222222", region: "eu-north-1" },
  event: "done",
  version: "1.4.2",
  commit: "0123456789abcdef0123456789abcdef01234567",
  by: "ann",
  run,
};

describe("what is told of a deployment", () => {
  it("is in one line what happened, then what was deployed and where to read more", () => {
    const { subject, text } = deliveryNotice(deployed);
    assert.equal(subject, "harbour production: deployed and verified");
    assert.equal(text, `version 1.4.2, commit 0123456789ab, started by ann\n${run}`);
  });

  it("has other words for each event, so that nobody takes a failure for the end", () => {
    const subjectOf = (event: Delivery["event"]) => deliveryNotice({ ...deployed, event }).subject;
    assert.deepEqual((["started", "failed", "rolled-back"] as const).map(subjectOf), [
      "harbour production: deployment started",
      "harbour production: deployment failed",
      "harbour production: rolled back",
    ]);
  });

  it("names no version for a rollback, because the stack file still has the one that was taken back", () => {
    assert.equal(deliveryNotice({ ...deployed, event: "rolled-back" }).text, `started by ann\n${run}`);
  });

  it("goes to the topic that the program makes for what can wait", async () => {
    const { resources, place } = await declareStack("Pulumi.production.yaml");
    const topic = resources.find(({ name }) => name === "alarms-notify-topic");
    const { topicArn } = deliveryNotice({ ...deployed, place });
    assert.equal(topicArn, `arn:aws:sns:${place.region}:${place.accountId}:${topic?.inputs.name}`);
  });

  it("is a card for Slack, which shows nothing else that an application sends", () => {
    assert.deepEqual(JSON.parse(deliveryNotice(deployed).forAddresses), {
      version: "1.0",
      source: "custom",
      content: {
        textType: "client-markdown",
        title: "✅ harbour production: deployed and verified",
        description: `version 1.4.2, commit 0123456789ab, started by ann\n${run}`,
      },
    });
  });

  it("is read in Telegram as it is, because the function that brings alarms there takes it for no alarm", async () => {
    const { messageOf } = await import(new URL("../../functions/telegram/message.mjs", import.meta.url).href);
    const { subject, text } = deliveryNotice(deployed);
    assert.equal(messageOf({ Subject: subject, Message: text }), `${subject}\n\n${text}`);
  });

  it("keeps its subject as short as SNS takes it, however long the names are", () => {
    const { subject } = deliveryNotice({ ...deployed, app: "a".repeat(60), stack: "s".repeat(60) });
    assert.equal(subject.length, 99);
  });
});
