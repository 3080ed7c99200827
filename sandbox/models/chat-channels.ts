import { trusts } from "../execution-role.ts";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import { howToAdd } from "../world.ts";
import { globalArn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { exists, others, uniqueName } from "./references.ts";
import { token } from "./tokens.ts";
import { TOPIC } from "./topic-tokens.ts";
import { str, texts } from "./values.ts";

const CREATE = "https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html";
const GUIDE = "https://docs.aws.amazon.com/chatbot/latest/adminguide/";

const guarded: Rule<Values> = {
  id: "slack-channel-guarded",
  says: "A channel names its guardrail policies: without any, AWS lets the channel do what AdministratorAccess allows.",
  source: `${GUIDE}understanding-permissions.html`,
  refuse: (inputs) =>
    inputs.guardrailPolicyArns === undefined || texts(inputs, "guardrailPolicyArns").length === 0
      ? `the channel ${inputs.slackChannelId} names no guardrailPolicyArns, so AWS takes AdministratorAccess: name one that only reads`
      : undefined,
};

const workspaceAuthorised: Rule<InAccount> = {
  id: "slack-workspace-authorised",
  says: "The workspace was authorised for Amazon Q Developer in chat applications, once, in the console.",
  source: `${GUIDE}slack-setup.html`,
  refuse({ resource: { inputs }, account }) {
    const workspace = str(inputs, "slackTeamId") ?? "";
    return account.world.slackWorkspaces.includes(workspace)
      ? undefined
      : `InvalidRequestException: Slack workspace ${workspace} is not authorised in account ${account.id}: open Amazon Q Developer in chat applications in the console and add the workspace; in the sandbox ${howToAdd(account.world, `slackWorkspaces: [${workspace}]`)}`;
  },
};

const channelOnce: Rule<InAccount> = {
  id: "slack-channel-once",
  says: "A channel of Slack has one configuration in an account.",
  source: CREATE,
  refuse(subject) {
    const { slackTeamId, slackChannelId } = subject.resource.inputs;
    const other = others(subject, token.slackChannel).find(
      ({ outputs }) => outputs.slackTeamId === slackTeamId && outputs.slackChannelId === slackChannelId,
    );
    return other === undefined
      ? undefined
      : `ConflictException: channel ${slackChannelId} is configured already, by ${other.outputs.configurationName}: give each stack of an account a channel of its own`;
  },
};

const roleTrusted: Rule<InAccount> = {
  id: "slack-role-trusted",
  says: "The role of a channel trusts `chatbot.amazonaws.com`.",
  source: `${GUIDE}understanding-permissions.html`,
  refuse({ resource: { inputs }, account }) {
    const role = str(inputs, "iamRoleArn") ?? "";
    return trusts(account, role, "chatbot.amazonaws.com")
      ? undefined
      : `InvalidParameterException: the role ${role} cannot be taken by AWS's chat service: trust chatbot.amazonaws.com`;
  },
};

const topicsExist: Rule<InAccount> = {
  id: "slack-topics-exist",
  says: "The topics that a channel hears exist, in whatever region.",
  source: CREATE,
  refuse({ resource: { inputs }, account }) {
    const missing = texts(inputs, "snsTopicArns").find((topic) => account.get(TOPIC, topic) === undefined);
    return missing === undefined
      ? undefined
      : `InvalidParameterException: no such topic: ${missing}: take the ARN from the topic`;
  },
};

const slackChannel: Model = {
  type: token.slackChannel,
  defaults: { loggingLevel: "NONE", userAuthorizationRequired: false },
  checks: [
    nameShape({
      id: "slack-channel-name-shape",
      input: "configurationName",
      max: 128,
      pattern: /^[A-Za-z0-9-_]+$/,
      allowed: "letters, digits, hyphens and underscores",
      source: CREATE,
    }),
    nameShape({
      id: "slack-channel-id-shape",
      input: "slackChannelId",
      max: 256,
      pattern: /^[A-Za-z0-9]+$/,
      allowed: "letters and digits, the id of a channel and not its name",
      source: CREATE,
    }),
    nameShape({
      id: "slack-workspace-id-shape",
      input: "slackTeamId",
      max: 255,
      pattern: /^[0-9A-Z]+$/,
      allowed: "capital letters and digits, the id of a workspace and not its name",
      source: CREATE,
    }),
    guarded,
  ],
  identify: (inputs, _seed, place) =>
    globalArn(place, "chatbot", `chat-configuration/slack-channel/${str(inputs, "configurationName")}`),
  outputs: (_inputs, id) => ({ chatConfigurationArn: id, slackChannelName: "alarms", slackTeamName: "team" }),
  requires: [
    uniqueName({
      id: "slack-channel-name-unique",
      type: token.slackChannel,
      input: "configurationName",
      noun: "configuration",
      code: "ConflictException",
      source: CREATE,
    }),
    exists({
      id: "slack-role-exists",
      input: "iamRoleArn",
      type: token.role,
      noun: "role",
      by: "arn",
      code: "InvalidParameterException",
      source: CREATE,
    }),
    roleTrusted,
    topicsExist,
    workspaceAuthorised,
    channelOnce,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a channel can always be let go; its topics keep their other receivers" },
  typicalMinutes: 1,
};

/** Channels of chat applications. */
export const models: readonly Model[] = [slackChannel];
