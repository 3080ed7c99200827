import type { InAccount, Model, Rule, Values } from "../model.ts";
import { FUNCTION, PERMISSION } from "./function-tokens.ts";
import { nameShape } from "./limits.ts";
import { str } from "./values.ts";

const ADD = "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html";

/** The name of the function in a name or an ARN. */
function functionIn(nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? (nameOrArn.split(":")[6] ?? "") : nameOrArn;
}

const functionExists: Rule<InAccount> = {
  id: "permission-function-exists",
  says: "A permission is for a function that exists.",
  source: ADD,
  refuse({ resource: { inputs }, account }) {
    const name = functionIn(str(inputs, "function") ?? "");
    return account.get(FUNCTION, name) === undefined
      ? `ResourceNotFoundException: Function not found: ${name}: take the name from the function`
      : undefined;
  },
};

const statementOnce: Rule<InAccount> = {
  id: "permission-statement-once",
  says: "The id of a statement is used once in the policy of a function.",
  source: ADD,
  refuse({ resource, before, account }) {
    const { statementId } = resource.outputs;
    const name = functionIn(str(resource.inputs, "function") ?? "");
    const other = account.find(
      PERMISSION,
      ({ outputs }) => outputs.statementId === statementId && functionIn(str(outputs, "function") ?? "") === name,
    );
    return before === undefined && other !== undefined
      ? `ResourceConflictException: The statement id (${statementId}) provided already exists: choose another for function ${name}`
      : undefined;
  },
};

const narrow: Rule<Values> = {
  id: "permission-source-named",
  says: "A service that may start a function does it for a source that is named: anybody's rule could start it otherwise.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
  refuse(values) {
    const principal = str(values, "principal") ?? "";
    return principal.endsWith(".amazonaws.com") && values.sourceArn === undefined && values.sourceAccount === undefined
      ? `permission for ${principal} names neither sourceArn nor sourceAccount, so that service may start the function for any account: name the source`
      : undefined;
  },
};

const sourceExists: Rule<InAccount> = {
  id: "permission-source-exists",
  says: "The rule of EventBridge or the topic that a permission names exists.",
  source: ADD,
  refuse({ resource: { inputs }, account }) {
    const source = str(inputs, "sourceArn") ?? "";
    return /:(events|sns):/.test(source) && account.byArn(source) === undefined
      ? `permission names ${source}, which does not exist, so nothing would ever start the function: take the ARN from the resource`
      : undefined;
  },
};

/** Who else may start a function. */
export const permission: Model = {
  type: PERMISSION,
  checks: [
    nameShape({
      id: "permission-statement-shape",
      input: "statementId",
      max: 100,
      pattern: /^[a-zA-Z0-9-_]+$/,
      allowed: "letters, digits, hyphens and underscores",
      source: ADD,
    }),
    nameShape({
      id: "permission-action-shape",
      input: "action",
      max: 256,
      pattern: /^(lambda:[*a-zA-Z]+|\*)$/,
      allowed: "an action of Lambda, for example lambda:InvokeFunction",
      source: ADD,
    }),
    narrow,
  ],
  // The provider makes an id of its own where none is given.
  identify: (inputs, seed) =>
    str(inputs, "statementId") ?? `${str(inputs, "statementIdPrefix") ?? "terraform-"}${seed.hex(26)}`,
  outputs: (_inputs, id) => ({ statementId: id }),
  requires: [functionExists, statementOnce, sourceExists],
  replaces: "as the specification says",
  blocksDelete: { none: "nothing refers to a permission; what used it can no longer start the function" },
  typicalMinutes: 0.1,
};
