import type { InAccount, Model, Rule, Values } from "../model.ts";
import { FUNCTION, PERMISSION } from "./function-tokens.ts";
import { exists } from "./references.ts";
import { uuid } from "./shapes.ts";
import { SUBSCRIPTION, TOPIC } from "./topic-tokens.ts";
import { bool, str } from "./values.ts";

const SUBSCRIBE = "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html";

// How an endpoint of each protocol looks.
const ENDPOINTS: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  "email-json": /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  http: /^http:\/\/\S+$/,
  https: /^https:\/\/\S+$/,
  lambda: /^arn:aws[a-z-]*:lambda:/,
  sms: /^\+?[0-9-]{5,20}$/,
  sqs: /^arn:aws[a-z-]*:sqs:/,
};

const endpoint: Rule<Values> = {
  id: "subscription-endpoint-shape",
  says: "The endpoint of a subscription is what its protocol wants: an address, an https:// URL, an ARN.",
  source: SUBSCRIBE,
  refuse(values) {
    const [protocol, given] = [str(values, "protocol"), str(values, "endpoint")];
    if (protocol === undefined) return undefined;
    const shape = ENDPOINTS[protocol];
    if (shape === undefined)
      return `InvalidParameter: Invalid parameter: protocol "${protocol}": use one of ${Object.keys(ENDPOINTS).join(", ")}`;
    // The endpoint may be secret (a webhook's URL), so it is not quoted.
    return given === undefined || shape.test(given)
      ? undefined
      : `InvalidParameter: Invalid parameter: the endpoint is none of protocol ${protocol}: write ${protocol.startsWith("email") ? "an e-mail address" : "what the protocol wants"}`;
  },
};

const mayInvoke: Rule<InAccount> = {
  id: "subscription-may-invoke",
  says: "A function that a topic tells exists, and a permission lets the topic call it: it would never run otherwise.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html",
  refuse({ account, resource: { inputs } }) {
    if (inputs.protocol !== "lambda") return undefined;
    const target = account.byArn(str(inputs, "endpoint") ?? "");
    if (target?.type !== FUNCTION)
      return `InvalidParameter: Invalid parameter: Lambda endpoint ${inputs.endpoint} is no function of the account: take the ARN from the function`;
    const names = [target.id, target.outputs.name, target.outputs.arn];
    const isAllowed = account
      .all(PERMISSION)
      .map(({ outputs }) => outputs)
      .some(
        (one) =>
          one.principal === "sns.amazonaws.com" && names.includes(one.function) && one.sourceArn === inputs.topic,
      );
    return isAllowed
      ? undefined
      : `messages of ${inputs.topic} would be dropped: no permission lets sns.amazonaws.com invoke ${target.id} for it: add a Permission, and let the subscription depend on it`;
  },
};

/** Who is told by a topic. */
export const subscription: Model = {
  type: SUBSCRIPTION,
  defaults: {
    confirmationTimeoutInMinutes: 1,
    endpointAutoConfirms: false,
    filterPolicyScope: "",
    rawMessageDelivery: false,
  },
  checks: [endpoint],
  identify: (inputs, seed) => `${str(inputs, "topic") ?? ""}:${uuid(seed)}`,
  outputs(inputs, id, _seed, place) {
    const pending = ["email", "email-json", "http", "https"].includes(str(inputs, "protocol") ?? "");
    return {
      arn: id,
      confirmationWasAuthenticated: !pending,
      ownerId: place.accountId,
      pendingConfirmation: pending && bool(inputs, "endpointAutoConfirms") !== true,
    };
  },
  requires: [
    exists({
      id: "subscription-topic-exists",
      input: "topic",
      type: TOPIC,
      noun: "topic",
      code: "NotFound: Topic does not exist",
      source: SUBSCRIBE,
    }),
    mayInvoke,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a subscription can always end; one that nobody confirmed expires by itself" },
  typicalMinutes: 0.1,
};
