import type { Account } from "../account.ts";
import type { InAccount, Model, Resource, Rule, Values } from "../model.ts";
import { type ReadRule, readAlarmRule } from "./alarm-rule.ts";
import { alarmActions, alarmDescription } from "./alarm-shared.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const PUT_COMPOSITE = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html";
const DELETE_ALARMS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html";
const LONGEST_RULE = 10_240;
const MOST_ALARMS = 100;

function ruleOf(values: Values): ReadRule | undefined {
  const text = str(values, "alarmRule");
  return text === undefined ? undefined : readAlarmRule(text);
}

function namesIn(values: Values): readonly string[] {
  const rule = ruleOf(values);
  return rule !== undefined && "names" in rule ? rule.names : [];
}

const ruleReads: Rule<Values> = {
  id: "compositeAlarm-rule-reads",
  says: "The rule of a composite alarm is ALARM, OK and INSUFFICIENT_DATA of names, with AND, OR, NOT and brackets.",
  source: PUT_COMPOSITE,
  refuse(values) {
    const rule = ruleOf(values);
    return rule !== undefined && "wrong" in rule
      ? `ValidationError: AlarmRule is not valid, since ${rule.wrong}: write it like ALARM("a") AND NOT ALARM("b")`
      : undefined;
  },
};

const ruleFits: Rule<Values> = {
  id: "compositeAlarm-rule-fits",
  says: `The rule of a composite alarm has at most ${LONGEST_RULE} characters and names at most ${MOST_ALARMS} alarms.`,
  source: PUT_COMPOSITE,
  refuse(values) {
    const length = str(values, "alarmRule")?.length ?? 0;
    const count = namesIn(values).length;
    return length <= LONGEST_RULE && count <= MOST_ALARMS
      ? undefined
      : `ValidationError: AlarmRule has ${length} characters and names ${count} alarms: use ${LONGEST_RULE} and ${MOST_ALARMS} at most`;
  },
};

/** A metric alarm or a composite one by its name or ARN. */
function alarmNamed(account: Account, name: string): Resource | undefined {
  const is = ({ outputs }: Resource) => outputs.arn === name || outputs.name === name || outputs.alarmName === name;
  return account.find(token.alarm, is) ?? account.find(token.compositeAlarm, is);
}

const namedExist: Rule<InAccount> = {
  id: "compositeAlarm-alarms-exist",
  says: "Every alarm that the rule of a composite alarm names exists.",
  source: PUT_COMPOSITE,
  refuse({ resource: { inputs }, account }) {
    const missing = namesIn(inputs).find((name) => alarmNamed(account, name) === undefined);
    return missing === undefined
      ? undefined
      : `ValidationError: AlarmRule of "${inputs.alarmName}" names "${missing}", and there is no such alarm: create it first, or take the name from it`;
  },
};

const suppressorExists: Rule<InAccount> = {
  id: "compositeAlarm-suppressor-exists",
  says: "The alarm that suppresses the actions of a composite alarm exists.",
  source: PUT_COMPOSITE,
  refuse({ resource: { inputs }, account }) {
    const suppressor = str(Object(inputs.actionsSuppressor), "alarm");
    return suppressor === undefined || alarmNamed(account, suppressor) !== undefined
      ? undefined
      : `ValidationError: ActionsSuppressor of "${inputs.alarmName}" is "${suppressor}", and there is no such alarm: create it first, or take the name from it`;
  },
};

const nameUnique: Rule<InAccount> = {
  id: "compositeAlarm-name-unique",
  says: "Metric alarms and composite alarms share their names: each is there once.",
  source: PUT_COMPOSITE,
  refuse({ resource, before, account }) {
    const name = str(resource.inputs, "alarmName") ?? "";
    const other = alarmNamed(account, name);
    return other === undefined || (before !== undefined && other.id === before.id)
      ? undefined
      : `PutCompositeAlarm would change the alarm "${name}" of another resource: use another name`;
  },
};

/** A rule: no composite alarm looks at it. */
export const noCompositeLooks: Rule<InAccount> = {
  id: "alarm-not-in-composite",
  says: "An alarm that the rule of a composite alarm names cannot be deleted.",
  source: DELETE_ALARMS,
  refuse({ resource: { outputs }, account }) {
    const own = [outputs.name ?? outputs.alarmName, outputs.arn];
    const above = account.find(token.compositeAlarm, (one) => namesIn(one.outputs).some((name) => own.includes(name)));
    return above === undefined
      ? undefined
      : `ValidationError: Cannot delete ${own[0]} as there are composite alarm(s) depending on it, "${above.outputs.alarmName}": take it out of the rule first`;
  },
};

const compositeAlarm: Model = {
  type: token.compositeAlarm,
  defaults: { actionsEnabled: true },
  checks: [
    nameShape({
      id: "compositeAlarm-name-shape",
      input: "alarmName",
      max: 255,
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is not allowed
      pattern: /^[^\u0000-\u001f]+$/,
      allowed: "no control characters",
      source: PUT_COMPOSITE,
    }),
    alarmDescription("compositeAlarm"),
    ruleReads,
    ruleFits,
  ],
  identify: (inputs) => str(inputs, "alarmName") ?? "",
  outputs: (inputs, id, _seed, place) => ({ arn: arn(placeOf(inputs, place), "cloudwatch", `alarm:${id}`) }),
  requires: [nameUnique, namedExist, suppressorExists, ...alarmActions("compositeAlarm", "alarmName")],
  replaces: "as the specification says",
  blocksDelete: [{ ...noCompositeLooks, id: "compositeAlarm-not-in-composite" }],
  typicalMinutes: 0.1,
};

/** Alarms on alarms. */
export const models: readonly Model[] = [compositeAlarm];
