import { CompositeAlarm } from "@pulumi/aws/cloudwatch/compositeAlarm.js";
import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { type Alarms, topicsOf, withRunbook } from "./alarm.ts";

/** What one thing shows when it is broken. */
export interface Symptoms {
  /** Each is a reason to page. */
  readonly always: readonly MetricAlarm[];
  /** Each is one too, but not during a deployment, which looks the same. */
  readonly unlessDeploying?: readonly MetricAlarm[];
  /** Rings during a deployment; absent: nothing tells of one. */
  readonly deploying?: MetricAlarm | undefined;
}

export interface PageOnceArgs {
  /** What it means and what to look at first; it is the text of the message. */
  readonly description: string;
  /** Page of docs/runbooks that says what to do, without `.md`. */
  readonly runbook: string;
  readonly symptoms: Symptoms;
  /** Names of alarms that explain all of this: while one of them rings, somebody is at it already. */
  readonly causes: readonly pulumi.Input<string>[];
}

/**
 * An alarm that speaks for others, so that one cause pages once: however many symptoms it has, and not at all while the
 * alarm of its cause rings. When the cause is gone and the symptoms are not, it pages.
 *
 * @returns its name; none without a symptom
 */
export function pageOnce(
  name: string,
  alarms: Alarms,
  { description, runbook, symptoms, causes }: PageOnceArgs,
  child: pulumi.ResourceOptions,
): pulumi.Output<string>[] {
  if (symptoms.always.length + (symptoms.unlessDeploying ?? []).length === 0) {
    return [];
  }
  const topics = topicsOf(alarms, "page");
  const { alarmName } = new CompositeAlarm(
    name,
    {
      alarmName: physicalName("alarm", alarms.prefix, name),
      alarmDescription: withRunbook(description, alarms, runbook),
      alarmRule: rule(symptoms, causes),
      alarmActions: topics,
      okActions: topics,
    },
    child,
  );
  alarms.made?.push(alarmName);
  return [alarmName];
}

function rule(
  { always, unlessDeploying = [], deploying }: Symptoms,
  causes: PageOnceArgs["causes"],
): pulumi.Output<string> {
  const names = (some: readonly MetricAlarm[]) => pulumi.all(some.map(({ name }) => name));
  const during = pulumi.output(deploying?.name);
  return pulumi
    .all([names(always), names(unlessDeploying), during, pulumi.all([...causes])])
    .apply(([loud, quiet, deployment, explained]) => {
      const hushed =
        quiet.length > 0 && deployment !== undefined
          ? [`(${any(quiet)} AND NOT ${ringing(deployment)})`]
          : quiet.map(ringing);
      const reasons = either([...loud.map(ringing), ...hushed]);
      // In the order of their names, so that the order of the configuration is no change.
      return explained.length === 0 ? reasons : `${reasons} AND NOT ${any(explained.toSorted())}`;
    });
}

function any(names: readonly string[]): string {
  return either(names.map(ringing));
}

function either(terms: readonly string[]): string {
  return terms.length === 1 ? terms.join("") : `(${terms.join(" OR ")})`;
}

function ringing(name: string): string {
  return `ALARM("${name}")`;
}
