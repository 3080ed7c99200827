import type { InAccount, Model, Rule } from "../model.ts";
import { muteChecks, PUT_MUTE_RULE } from "./alarm-mute-checks.ts";
import { arn } from "./identifiers.ts";
import { uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { object, str, textsAt } from "./values.ts";

export const MUTE_RULE = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule";
const ALARMS = [token.alarm, "aws:cloudwatch/compositeAlarm:CompositeAlarm"];

const alarmsExist: Rule<InAccount> = {
  id: "mute-rule-alarms-exist",
  says: "The alarms that a mute rule names exist in this account and region.",
  source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MuteTargets.html",
  refuse({ resource: { inputs }, account, place }) {
    const missing = textsAt(inputs, "muteTargets.alarmNames").find(
      (name) => !ALARMS.some((type) => account.get(type, name) !== undefined),
    );
    return missing === undefined
      ? undefined
      : `ValidationError: alarm "${missing}" does not exist in account ${place.accountId} in ${place.region}: take its name from the alarm`;
  },
};

const muteRule: Model = {
  type: MUTE_RULE,
  autoname: { input: "name", max: 255 },
  checks: muteChecks,
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs(inputs, id, _seed, place) {
    const isOnce = str(object(object(inputs, "rule"), "schedule"), "expression")?.startsWith("at(") === true;
    return {
      arn: arn(placeOf(inputs, place), "cloudwatch", `alarm-mute-rule:${id}`),
      lastUpdatedTimestamp: "2026-01-01T00:00:00Z",
      muteType: isOnce ? "ONE_TIME" : "RECURRING",
      status: "SCHEDULED",
    };
  },
  requires: [
    uniqueName({
      id: "mute-rule-name-unique",
      type: MUTE_RULE,
      input: "name",
      noun: "mute rule",
      code: "PutAlarmMuteRule would change the rule of another resource",
      source: PUT_MUTE_RULE,
    }),
    alarmsExist,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a mute rule can always be deleted; alarms that ring then act at once" },
  typicalMinutes: 0.1,
};

/** Rules that keep alarms quiet for a time. */
export const models: readonly Model[] = [muteRule];
