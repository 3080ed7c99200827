import type { InAccount, Model, Rule } from "../model.ts";
import { readPolicy, statementsOf } from "./policy-document.ts";
import { QUEUE, QUEUE_POLICY } from "./queue-tokens.ts";
import { exists } from "./references.ts";
import { str, textsAt } from "./values.ts";

const SET = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html";
const POLICY =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-overview-of-managing-access.html";

const statements: Rule<InAccount> = {
  id: "queue-policy-statements",
  says: "Each statement of a queue's policy says who may or may not do what of SQS with this queue.",
  source: POLICY,
  refuse({ resource: { inputs }, account }) {
    const document = readPolicy(inputs.policy);
    if (typeof document === "string")
      return `InvalidAttributeValue: Invalid value for the parameter Policy: it ${document}: write a policy document`;
    const own = account.get(QUEUE, str(inputs, "queueUrl") ?? "")?.outputs.arn;
    for (const statement of statementsOf(inputs.policy)) {
      if (!["Allow", "Deny"].includes(String(statement.Effect)))
        return `InvalidAttributeValue: Policy statement with Effect "${statement.Effect}": use Allow or Deny`;
      if (statement.Principal === undefined && statement.NotPrincipal === undefined)
        return "InvalidAttributeValue: Policy statement must contain a Principal: say whom it is about";
      const action = textsAt(statement, "Action").find((one) => !/^(sqs:|\*$)/i.test(one));
      if (action !== undefined)
        return `InvalidAttributeValue: Policy statement action out of service scope: "${action}": use actions of sqs`;
      const other = textsAt(statement, "Resource").find((resource) => resource !== own && resource !== "*");
      if (other !== undefined)
        return `InvalidAttributeValue: Policy statement resource "${other}" is not the queue ${own}: name the queue`;
    }
    return undefined;
  },
};

const everybody: Rule<InAccount> = {
  id: "queue-policy-principal-narrow",
  says: "A statement that lets everybody (`*`) in has a condition.",
  source: POLICY,
  refuse({ resource: { inputs } }) {
    const open = statementsOf(inputs.policy).some(
      (statement) =>
        statement.Effect === "Allow" &&
        statement.Condition === undefined &&
        (statement.Principal === "*" || textsAt(statement, "Principal.AWS").includes("*")),
    );
    return open ? "the queue's policy lets everybody in the world in: name who it is, or add a condition" : undefined;
  },
};

/** Who may do what with a queue. */
export const queuePolicy: Model = {
  type: QUEUE_POLICY,
  identify: (inputs) => str(inputs, "queueUrl") ?? "",
  outputs: () => ({}),
  requires: [
    exists({
      id: "queue-policy-queue-exists",
      input: "queueUrl",
      type: QUEUE,
      noun: "queue",
      by: "url",
      code: "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist",
      source: SET,
    }),
    {
      id: "queue-policy-once",
      says: "A queue has one policy: a second resource for it would overwrite the first.",
      source: SET,
      refuse: ({ resource, before, account }) =>
        before === undefined && account.get(QUEUE_POLICY, str(resource.inputs, "queueUrl") ?? "") !== undefined
          ? `queue ${resource.inputs.queueUrl} has a policy of another resource already: keep one QueuePolicy a queue`
          : undefined,
    },
    statements,
    everybody,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a queue without a policy is open to its own account alone" },
  typicalMinutes: 0.5,
};
