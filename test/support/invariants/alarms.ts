import { alarmedResources } from "../alarm-dimensions.ts";
import { answered, ofType, paths } from "../declare-stack.ts";
import { type Inputs, type Invariant, without } from "./invariant.ts";

const type = "cloudwatch/metricAlarm:MetricAlarm";

/** Whether the metrics of an alarm hold FILL, which makes the newest minute a good one while it is late. */
export const isFilling = ({ metricQueries }: Inputs) => JSON.stringify(metricQueries ?? []).includes("FILL(");

/** What alarms are good for. */
export const alarms: readonly Invariant[] = [
  {
    says: "that is an alarm tells a topic when it starts and when it ends, or another alarm that does, or takes a deployment back",
    breaking: (declared) => {
      const rules = JSON.stringify(ofType(declared, "CompositeAlarm").map(({ inputs }) => inputs.alarmRule));
      const takesBack = ofType(declared, "ecs/service:Service").flatMap(
        ({ inputs }) => Object(inputs.alarms).alarmNames ?? [],
      );
      const topics = ofType(declared, "Topic").map(({ path }) => answered(declared, path).arn);
      const tells = (actions: unknown) =>
        Array.isArray(actions) && actions.length > 0 && actions.every((arn) => topics.includes(arn));
      const acts = (inputs: Inputs) =>
        takesBack.includes(inputs.name) ||
        rules.includes(`ALARM(\\"${inputs.name}\\")`) ||
        (tells(inputs.alarmActions) && tells(inputs.okActions) && !inputs.actionsDisabled);
      return without(declared, type, acts);
    },
  },
  {
    says: "that is an alarm with FILL can do without the newest minute, which FILL makes a good one while it is late",
    breaking: (declared) =>
      without(
        declared,
        type,
        (one) => !isFilling(one) || Number(one.datapointsToAlarm) < Number(one.evaluationPeriods),
      ),
  },
  {
    says: "that is an alarm watches something that is declared",
    breaking: (declared) =>
      paths(ofType(declared, "MetricAlarm").filter((alarm) => alarmedResources(declared, alarm).length === 0)),
  },
];
