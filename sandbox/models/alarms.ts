import type { InAccount, Model, Rule, Values } from "../model.ts";
import { alarmChecks } from "./alarm-checks.ts";
import { isOwnNamespace, namespaces } from "./alarm-metrics.ts";
import { alarmActions, alarmDescription } from "./alarm-shared.ts";
import { noCompositeLooks } from "./composite-alarms.ts";
import { arn } from "./identifiers.ts";
import { uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { object, objects, str } from "./values.ts";

const PUT_ALARM = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";
const METRICS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html";

/** The metrics that an alarm looks at: its own, or those of its queries. */
function metricsOf(inputs: Values): readonly Values[] {
  const own = inputs.metricName === undefined ? [] : [inputs];
  return [...own, ...objects(inputs, "metricQueries").flatMap((query) => objects(query, "metric"))];
}

const dimensionsExist: Rule<InAccount> = {
  id: "alarm-dimensions-exist",
  says: "Each dimension of an alarm is one of its namespace, and what it names exists: the alarm would stay silent otherwise.",
  source: METRICS,
  refuse({ resource: { inputs }, account }) {
    for (const metric of metricsOf(inputs)) {
      const namespace = namespaces[str(metric, "namespace") ?? ""];
      if (namespace === undefined) continue;
      for (const [key, value] of Object.entries(object(metric, "dimensions"))) {
        const known = namespace.dimensions[key]?.(account);
        const start = `alarm "${inputs.name}" on ${metric.namespace} ${metric.metricName}: dimension ${key}`;
        if (known === undefined)
          return `${start} is not one of ${Object.keys(namespace.dimensions).join(", ")}: the alarm would never see a value`;
        if (!known.includes(value) && !known.includes("*"))
          return `${start} names "${value}", which does not exist (${known.join(", ") || "there is none"}): the alarm would never see a value`;
      }
    }
    return undefined;
  },
};

const metricsKnown: Rule<Values> = {
  id: "alarm-metric-known",
  says: "The metric of an alarm is one that its namespace publishes, with at least one dimension.",
  source: METRICS,
  refuse(inputs) {
    for (const metric of metricsOf(inputs)) {
      const name = str(metric, "namespace");
      if (name === undefined || isOwnNamespace(name)) continue;
      const namespace = namespaces[name];
      if (namespace === undefined)
        return `namespace "${name}" is not modelled: add it to sandbox/models/alarm-metrics.ts`;
      if (!namespace.metrics.includes(str(metric, "metricName") ?? ""))
        return `metric "${metric.metricName}" is not one of ${name} in sandbox/models/alarm-metrics.ts: use one of ${namespace.metrics.join(", ")}`;
    }
    return undefined;
  },
};

const alarm: Model = {
  type: token.alarm,
  autoname: { input: "name", max: 255 },
  defaults: { actionsEnabled: true, evaluateLowSampleCountPercentiles: "", treatMissingData: "missing" },
  checks: [...alarmChecks, alarmDescription("alarm"), metricsKnown],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, _seed, place) => ({ arn: arn(placeOf(inputs, place), "cloudwatch", `alarm:${id}`) }),
  requires: [
    uniqueName({
      id: "alarm-name-unique",
      type: token.alarm,
      input: "name",
      noun: "alarm",
      code: "PutMetricAlarm would change the alarm of another resource",
      source: PUT_ALARM,
    }),
    dimensionsExist,
    ...alarmActions("alarm", "name"),
  ],
  replaces: "as the specification says",
  // A service that names it keeps its deployments.
  blocksDelete: [noCompositeLooks],
  typicalMinutes: 0.1,
};

/** Alarms of an account. */
export const models: readonly Model[] = [alarm];
