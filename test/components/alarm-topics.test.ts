import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmReceiver, AlarmTopicsArgs } from "../../components/alarm-topics.ts";
import { AppSecrets } from "../../components/app-secrets.ts";
import { functionCode } from "../../components/telegram-receiver.ts";
import { answered, at, type Declared, declareComponent, ofType, paths } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";
import { topics } from "../support/topics.ts";

const given = (value: string) => ({ kind: "given", value: pulumi.secret(value) }) as const;
const secrets = {
  BOT: given("123456:a-token"),
  HOOK: { ...given("https://hooks.example.com/key-of-the-hook"), stored: false },
  PAGER: { ...given("key-of-the-pager"), stored: false },
} as const;

/** Topics whose receivers may name the secrets above. */
function heard(own: Partial<AlarmTopicsArgs>): Promise<Declared> {
  return declareComponent(() =>
    topics({ secrets: new AppSecrets("secrets", { prefix: "shop-staging", secrets, recoveryDays: 0 }), ...own }),
  );
}

const bot = (chat: string): AlarmReceiver => ({ key: `BOT-${chat}`, protocol: "telegram", secret: "BOT", chat });
const channel: AlarmReceiver = { key: "T1-C1", protocol: "slack", workspaceId: "T1", channelId: "C1" };
const arnOf = (declared: Declared, name: string) => answered(declared, `alarms/alarms-${name}-topic`).arn;

describe("AlarmTopics", () => {
  it("take messages from alarms of their own account, what can wait also from what watches its cost, and no others", async () => {
    const declared = await heard({});
    const services = { page: ["cloudwatch"], notify: ["cloudwatch", "budgets", "costalerts"] };
    for (const [name, known] of Object.entries(services)) {
      const [only, ...others] = statementsOf(at(declared, `alarms/alarms-${name}-policy`));
      assert.deepEqual(others, []);
      assert.deepEqual(only?.Principal, { Service: known.map((service) => `${service}.amazonaws.com`) });
      assert.deepEqual([only?.Action, only?.Resource], ["sns:Publish", arnOf(declared, name)]);
      assert.deepEqual(only?.Condition, { StringEquals: { "aws:SourceAccount": "111111111111" } });
    }
  });

  it("tell an address as it is, and take a hook's and a pager's from a secret, since they have a key in them", async () => {
    const declared = await heard({
      page: [
        { key: "on-call@example.com", protocol: "email", endpoint: "on-call@example.com" },
        { key: "HOOK", protocol: "https", secret: "HOOK" },
        { key: "PAGER", protocol: "pagerduty", secret: "PAGER" },
      ],
    });
    const inputs = (key: string) => at(declared, `alarms/alarms-page-${key}`).inputs;
    assert.deepEqual(
      [inputs("on-call@example.com").protocol, inputs("on-call@example.com").endpoint],
      ["email", "on-call@example.com"],
    );
    assert.deepEqual([inputs("HOOK").protocol, inputs("HOOK").endpoint], ["https", { secret: true }]);
    assert.deepEqual([inputs("PAGER").protocol, inputs("PAGER").endpoint], ["https", { secret: true }]);
    assert.equal(
      answered(declared, "alarms/alarms-page-PAGER").endpoint,
      "https://events.pagerduty.com/integration/key-of-the-pager/enqueue",
    );
  });

  it("wait for PagerDuty to say yes, so that a wrong key is found now, and not for a hook, where people do", async () => {
    const declared = await heard({
      page: [
        { key: "HOOK", protocol: "https", secret: "HOOK" },
        { key: "PAGER", protocol: "pagerduty", secret: "PAGER" },
      ],
    });
    const confirms = (key: string) => at(declared, `alarms/alarms-page-${key}`).inputs.endpointAutoConfirms;
    assert.deepEqual([confirms("HOOK"), confirms("PAGER")], [undefined, true]);
  });

  it("are one more in us-east-1 where something pages from there, with the same receivers", async () => {
    const page: AlarmReceiver[] = [
      { key: "on-call@example.com", protocol: "email", endpoint: "on-call@example.com" },
      channel,
      bot("-1"),
    ];
    const declared = await heard({ page, pagesFromUsEast1: true });
    const there = ofType(declared, "Topic").filter(({ inputs }) => inputs.region === "us-east-1");
    assert.deepEqual(paths(there), ["alarms/alarms-page-us-east-1-topic"]);
    const arn = arnOf(declared, "page-us-east-1");
    assert.match(String(arn), /^arn:aws:sns:us-east-1:/);
    const subscribed = ofType(declared, "TopicSubscription").filter(({ inputs }) => inputs.topic === arn);
    assert.deepEqual(subscribed.map(({ inputs }) => [inputs.protocol, inputs.region]).sort(), [
      ["email", "us-east-1"],
      ["lambda", "us-east-1"],
    ]);
    assert.deepEqual(at(declared, "alarms/alarms-slack-T1-C1").inputs.snsTopicArns, [arnOf(declared, "page"), arn]);
  });

  it("are no third one where the stack is in us-east-1 itself", async () => {
    const declared = await heard({ region: "us-east-1", pagesFromUsEast1: true });
    assert.equal(ofType(declared, "Topic").length, 2);
  });
});

describe("a channel of Slack", () => {
  it("has one configuration for all topics that it hears, since AWS takes no second one", async () => {
    const declared = await heard({ page: [channel], notify: [channel] });
    const [only, ...others] = ofType(declared, "SlackChannelConfiguration");
    assert.deepEqual(others, []);
    assert.deepEqual(only?.inputs.snsTopicArns, [arnOf(declared, "page"), arnOf(declared, "notify")]);
    assert.deepEqual([only.inputs.slackTeamId, only.inputs.slackChannelId], ["T1", "C1"]);
  });

  it("may look at metrics and nothing else, whoever writes in it", async () => {
    const declared = await heard({ notify: [channel] });
    const [statement, ...others] = statementsOf(at(declared, "alarms/alarms-slack-policy"));
    assert.deepEqual(others, []);
    assert.deepEqual(statement?.Action, ["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*"]);
    const { guardrailPolicyArns } = at(declared, "alarms/alarms-slack-T1-C1").inputs;
    assert.deepEqual(guardrailPolicyArns, ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"]);
    const [trust] = statementsOf(at(declared, "alarms/alarms-slack-role"), "assumeRolePolicy");
    assert.deepEqual(trust?.Principal, { Service: "chatbot.amazonaws.com" });
  });
});

describe("a chat of Telegram", () => {
  const own = "alarms/alarms-telegram/alarms-telegram";

  it("is written to by one function, which the topics that it hears may call and nobody else", async () => {
    const declared = await heard({ page: [bot("-1")], notify: [bot("-1"), bot("@shop")] });
    assert.equal(ofType(declared, "lambda/function:Function").length, 1);
    const callers = ofType(declared, "lambda/permission:Permission").map(({ inputs }) => [
      inputs.principal,
      inputs.sourceArn,
    ]);
    assert.deepEqual(
      callers.sort(),
      ["notify", "page"].map((name) => ["sns.amazonaws.com", arnOf(declared, name)]),
    );
    const subscribed = ofType(declared, "TopicSubscription").map(({ inputs }) => [inputs.protocol, inputs.topic]);
    assert.deepEqual(
      subscribed.sort(),
      ["notify", "page"].map((name) => ["lambda", arnOf(declared, name)]),
    );
  });

  it("is told to the function with where the token is kept, never the token", async () => {
    const declared = await heard({ page: [bot("-1")], notify: [bot("@shop")] });
    const { variables } = Object(at(declared, `${own}-function`).inputs.environment);
    assert.deepEqual(Object.keys(variables), ["CHATS"]);
    const { arn } = answered(declared, "secrets/secrets-BOT-secret");
    const { versionId } = answered(declared, "secrets/secrets-BOT-value");
    const token = `${arn}:::${versionId}`;
    assert.deepEqual(JSON.parse(variables.CHATS), [
      { topic: arnOf(declared, "page"), chat: "-1", token },
      { topic: arnOf(declared, "notify"), chat: "@shop", token },
    ]);
    assert.doesNotMatch(JSON.stringify(declared.resources), /123456:a-token/);
  });

  it("needs no more than that token: the function reads it and nothing else", async () => {
    const declared = await heard({ page: [bot("-1")], notify: [bot("@shop")] });
    const [log, secret, ...others] = statementsOf(at(declared, `${own}-policy`));
    assert.deepEqual(others, []);
    assert.equal(log?.Resource, `${answered(declared, `${own}-log`).arn}:*`);
    assert.deepEqual(
      [secret?.Action, secret?.Resource],
      [["secretsmanager:GetSecretValue"], [answered(declared, "secrets/secrets-BOT-secret").arn]],
    );
  });

  it("gets its function from files that are there", () => {
    for (const path of Object.values(functionCode.files)) {
      assert.ok(existsSync(join(import.meta.dirname, "..", "..", path)), path);
    }
  });
});
