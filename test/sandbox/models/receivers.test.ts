import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { FUNCTION, PERMISSION } from "../../../sandbox/models/function-tokens.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { SUBSCRIPTION, TOPIC } from "../../../sandbox/models/topic-tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const world = { slackWorkspaces: ["T1"] };
const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const shaped: Values = { guardrailPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] };

/** An account with a topic and roles, asked for a channel. */
const channel =
  (more: Values = {}, before: (cloud: Cloud, inputs: Values) => void = () => {}, known = world) =>
  () => {
    const cloud = new Cloud(known);
    const topic = cloud.make(TOPIC, { name: "alarms" });
    const role = cloud.make(token.role, { name: "slack", assumeRolePolicy: trust("chatbot.amazonaws.com") });
    cloud.make(token.role, { name: "tasks", assumeRolePolicy: trust("ecs-tasks.amazonaws.com") });
    const inputs = {
      ...shaped,
      configurationName: "shop-slack",
      slackTeamId: "T1",
      slackChannelId: "C1",
      iamRoleArn: role.outputs.arn,
      snsTopicArns: [topic.id],
    };
    before(cloud, inputs);
    return cloud.creating(token.slackChannel, { ...inputs, ...more });
  };
const second = (more: Values) => channel(more, (cloud, inputs) => void cloud.make(token.slackChannel, inputs));

describe("a channel of Slack in the sandbox", () => {
  breaks("slack-channel-name-shape", "a name with a dot", { ...shaped, configurationName: "shop.slack" }, "shop.slack");
  passes("slack-channel-name-shape", "a name with a hyphen", { ...shaped, configurationName: "shop-slack" });
  breaks("slack-channel-id-shape", "the name of a channel", { ...shaped, slackChannelId: "#alarms" }, "#alarms");
  passes("slack-channel-id-shape", "the id of a channel", { ...shaped, slackChannelId: "C0123ABCD" });
  breaks("slack-workspace-id-shape", "the name of a workspace", { ...shaped, slackTeamId: "acme" }, "acme");
  passes("slack-workspace-id-shape", "the id of a workspace", { ...shaped, slackTeamId: "T0123ABCD" });
  breaks("slack-channel-guarded", "no guardrail", { slackChannelId: "C1" }, "AdministratorAccess");
  passes("slack-channel-guarded", "a guardrail", shaped);
  breaks(
    "slack-workspace-authorised",
    "a workspace that nobody has authorised",
    channel({}, () => {}, { slackWorkspaces: [] }),
    "slackWorkspaces: [T1]",
  );
  passes("slack-workspace-authorised", "a workspace of the world", channel());
  breaks("slack-channel-once", "a second configuration", second({ configurationName: "other" }), "shop-slack");
  passes("slack-channel-once", "another channel", second({ configurationName: "other", slackChannelId: "C2" }));
  breaks("slack-channel-name-unique", "the name of another", second({ slackChannelId: "C2" }), "is taken by");
  passes("slack-channel-name-unique", "a name of its own", channel());
  const role = (name: string) => ({ iamRoleArn: `arn:aws:iam::111111111111:role/${name}` });
  breaks("slack-role-exists", "a role of nowhere", channel(role("none")), "is no role");
  passes("slack-role-exists", "a role of the account", channel());
  breaks("slack-role-trusted", "a role of tasks", channel(role("tasks")), "trust chatbot.amazonaws.com");
  passes("slack-role-trusted", "a role for chats", channel());
  breaks("slack-topics-exist", "a topic of nowhere", channel({ snsTopicArns: ["arn:aws:sns:none"] }), "no such topic");
  passes(
    "slack-topics-exist",
    "a topic of another region",
    channel({ snsTopicArns: ["arn:aws:sns:us-east-1:111111111111:page"] }, (cloud) => {
      cloud.make(TOPIC, { name: "page", region: "us-east-1" });
    }),
  );

  it("has its ARN as id, which names no region", () => {
    const { resource, account, place } = channel()();
    const cloud = new Cloud(world, place);
    for (const one of [...account.all(TOPIC), ...account.all(token.role)]) cloud.account.put(one);
    assert.equal(
      cloud.make(token.slackChannel, resource.inputs).id,
      "arn:aws:chatbot::111111111111:chat-configuration/slack-channel/shop-slack",
    );
  });
});

describe("a function that a topic tells in the sandbox", () => {
  const hears =
    (permission: (topic: string) => Values | undefined, more: Values = {}) =>
    () => {
      const cloud = new Cloud();
      const topic = cloud.make(TOPIC, { name: "alarms", ...more });
      const code = cloud.given(FUNCTION, { name: "telegram", role: "arn" });
      const allowed = permission(topic.id);
      if (allowed) cloud.make(PERMISSION, { action: "lambda:InvokeFunction", function: "telegram", ...allowed });
      return cloud.creating(SUBSCRIPTION, {
        topic: topic.id,
        protocol: "lambda",
        endpoint: code.outputs.arn,
        ...more,
      });
    };
  const principal = "sns.amazonaws.com";
  breaks(
    "subscription-may-invoke",
    "a function that it may not call",
    hears(() => undefined),
    "no permission",
  );
  breaks(
    "subscription-may-invoke",
    "a function that another topic may call",
    hears(() => ({ principal, sourceAccount: "111111111111" })),
    "no permission",
  );
  breaks(
    "subscription-may-invoke",
    "a function of nowhere",
    () => {
      const cloud = new Cloud();
      const topic = cloud.make(TOPIC, { name: "alarms" });
      const endpoint = "arn:aws:lambda:eu-north-1:111111111111:function:none";
      return cloud.creating(SUBSCRIPTION, { topic: topic.id, protocol: "lambda", endpoint });
    },
    "is no function",
  );
  passes(
    "subscription-may-invoke",
    "a function that it may call",
    hears((sourceArn) => ({ principal, sourceArn })),
  );
  passes(
    "subscription-topic-exists",
    "a topic of another region, asked there",
    hears((sourceArn) => ({ principal, sourceArn }), { region: "us-east-1" }),
  );
});
