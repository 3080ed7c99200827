import type { InAccount, Model, Rule } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { readPolicy, statementsOf } from "./policy-document.ts";
import { exists, uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { subscription } from "./subscription.ts";
import { SUBSCRIPTION, TOPIC, TOPIC_POLICY } from "./topic-tokens.ts";
import { bool, str, textsAt } from "./values.ts";

const API = "https://docs.aws.amazon.com/sns/latest/api/";
const POLICY = "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html";

const topic: Model = {
  type: TOPIC,
  autoname: { input: "name", max: 80 },
  defaults: { contentBasedDeduplication: false, fifoTopic: false, signatureVersion: 0, tracingConfig: "" },
  checks: [
    nameShape({
      id: "topic-name-shape",
      input: "name",
      max: 256,
      pattern: /^[A-Za-z0-9_-]+(\.fifo)?$/,
      allowed: "letters, digits, hyphens and underscores (and .fifo at the end)",
      source: `${API}API_CreateTopic.html`,
    }),
    {
      id: "topic-fifo-suffix",
      says: "The name of a FIFO topic ends in `.fifo`, that of another does not.",
      source: `${API}API_CreateTopic.html`,
      refuse(values) {
        const name = str(values, "name");
        return name === undefined || name.endsWith(".fifo") === (bool(values, "fifoTopic") === true)
          ? undefined
          : `InvalidParameter: Topic Name "${name}": FIFO topics, and only they, end in .fifo: change the name or fifoTopic`;
      },
    },
  ],
  identify: (inputs, _seed, place) => arn(placeOf(inputs, place), "sns", str(inputs, "name") ?? ""),
  outputs: (inputs, id, _seed, place) => ({
    arn: id,
    beginningArchiveTime: "",
    owner: place.accountId,
    policy: str(inputs, "policy") ?? defaultPolicy(id, place.accountId),
  }),
  requires: [
    uniqueName({
      id: "topic-name-unique",
      type: TOPIC,
      input: "name",
      noun: "topic",
      code: "CreateTopic would answer with the topic of another resource",
      source: `${API}API_CreateTopic.html`,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a topic takes its subscriptions and its policy with it" },
  after(change, { resource, account }) {
    if (change !== "deleted") return;
    account.remove(TOPIC_POLICY, resource.id);
    for (const lost of account.all(SUBSCRIPTION).filter(({ outputs }) => outputs.topic === resource.id)) {
      account.remove(SUBSCRIPTION, lost.id);
    }
  },
  typicalMinutes: 0.1,
};

function defaultPolicy(topicArn: string, owner: string): string {
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["SNS:Publish", "SNS:Subscribe"],
        Resource: topicArn,
        Condition: { StringEquals: { "AWS:SourceOwner": owner } },
      },
    ],
  });
}

const policyShape: Rule<InAccount> = {
  id: "topic-policy-statements",
  says: "Each statement of a topic's policy says who may do what with this topic.",
  source: POLICY,
  refuse({ resource: { inputs } }) {
    const document = readPolicy(inputs.policy);
    if (typeof document === "string") return `InvalidParameter: Policy ${document}: write a policy document`;
    for (const statement of statementsOf(inputs.policy)) {
      const who = statement.Principal ?? statement.NotPrincipal;
      if (who === undefined) return "InvalidParameter: Policy statement must contain a Principal: say who may publish";
      const other = textsAt(statement, "Resource").find((resource) => resource !== inputs.arn);
      if (other !== undefined)
        return `InvalidParameter: Policy statement resource "${other}" is not the topic ${inputs.arn}: name the topic`;
      const action = textsAt(statement, "Action").find((one) => !/^sns:/i.test(one));
      if (action !== undefined)
        return `InvalidParameter: Policy statement action out of service scope: "${action}": use actions of sns`;
    }
    return undefined;
  },
};

const openPrincipal: Rule<InAccount> = {
  id: "topic-policy-principal-narrow",
  says: "A statement for everybody (`*`) has a condition, and a service is named as `<service>.amazonaws.com`.",
  source: POLICY,
  refuse({ resource: { inputs } }) {
    for (const statement of statementsOf(inputs.policy)) {
      const everybody = statement.Principal === "*" || textsAt(statement, "Principal.AWS").includes("*");
      if (everybody && statement.Effect === "Allow" && statement.Condition === undefined)
        return "the topic's policy lets everybody in the world publish: name the service (cloudwatch.amazonaws.com), or add a condition";
      const odd = textsAt(statement, "Principal.Service").find(
        (service) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(service),
      );
      if (odd !== undefined)
        return `InvalidParameter: Invalid parameter: Policy Error: PrincipalNotFound: "${odd}": write <service>.amazonaws.com`;
    }
    return undefined;
  },
};

const topicPolicy: Model = {
  type: TOPIC_POLICY,
  identify: (inputs) => str(inputs, "arn") ?? "",
  outputs: (_inputs, _id, _seed, place) => ({ owner: place.accountId }),
  requires: [
    exists({
      id: "topic-policy-topic-exists",
      input: "arn",
      type: TOPIC,
      noun: "topic",
      code: "NotFound: Topic does not exist",
      source: `${API}API_SetTopicAttributes.html`,
    }),
    {
      id: "topic-policy-once",
      says: "A topic has one policy: a second resource for it would overwrite the first.",
      source: `${API}API_SetTopicAttributes.html`,
      refuse: ({ resource, before, account }) =>
        before === undefined && account.get(TOPIC_POLICY, str(resource.inputs, "arn") ?? "") !== undefined
          ? `topic ${resource.inputs.arn} has a policy of another resource already: keep one TopicPolicy a topic`
          : undefined,
    },
    policyShape,
    openPrincipal,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a topic falls back to the policy that it began with" },
  typicalMinutes: 0.1,
};

/** Topics, their policies and their subscriptions. */
export const models: readonly Model[] = [topic, topicPolicy, subscription];
