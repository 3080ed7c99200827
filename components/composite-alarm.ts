import { CompositeAlarm } from "@pulumi/aws/cloudwatch/compositeAlarm.js";
import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { type Alarms, topicsOf, withRunbook } from "./alarm.ts";

/** What one thing shows when it is broken. */
interface Symptoms {
  /** Each is a reason to page. */
  readonly always: readonly MetricAlarm[];
  /** Each is one too, but not during a deployment, which looks the same. */
  readonly unlessDeploying?: readonly MetricAlarm[];
  /** Rings during a deployment; absent: nothing tells of one. */
  readonly deploying?: MetricAlarm | undefined;
}

export interface PageOnceArgs {
  /** The end of its name. */
  readonly kind: "broken" | "stuck";
  /** What it means and what to look at first; it is the text of the message. */
  readonly description: string;
  /** Page of docs/runbooks that says what to do, without `.md`. */
  readonly runbook: string;
  readonly symptoms: Symptoms;
  /** Names of alarms that explain all of this: while one of them rings, somebody is at it already. */
  readonly causes: readonly pulumi.Input<string>[];
}

/**
 * A cause is often told after its symptoms: that data is missing takes five minutes to see, that requests fail takes
 * four. So a page waits for it.
 */
const waitSeconds = 180;
/** A symptom looks five minutes back, so it lasts longer than its cause. */
const extensionSeconds = 300;

/**
 * An alarm that speaks for others, so that one cause pages once: however many symptoms it has, and not at all while the
 * alarm of its cause rings. When the cause is gone and the symptoms are not, it pages. It rings all the while, so it is
 * itself a cause to whoever stands on it.
 *
 * @returns its name; none without a symptom
 */
export function pageOnce(
  name: string,
  alarms: Alarms,
  args: PageOnceArgs,
  child: pulumi.ResourceOptions,
): pulumi.Output<string>[] {
  const { kind, description, runbook, symptoms } = args;
  if (symptoms.always.length + (symptoms.unlessDeploying ?? []).length === 0) {
    return [];
  }
  const topics = topicsOf(alarms, "page");
  const cause = causeOf(name, alarms, args, child);
  const logical = `${name}-${kind}`;
  const { alarmName } = new CompositeAlarm(
    logical,
    {
      alarmName: physicalName("alarm", alarms.prefix, logical),
      alarmDescription: withRunbook(description, alarms, runbook),
      alarmRule: rule(symptoms),
      alarmActions: topics,
      okActions: topics,
      ...(cause !== undefined && {
        actionsSuppressor: { alarm: cause, waitPeriod: waitSeconds, extensionPeriod: extensionSeconds },
      }),
    },
    child,
  );
  alarms.made?.push(alarmName);
  return [alarmName];
}

/** The one alarm that stands for all causes, since only one can hush another: the cause itself, or one over several. */
function causeOf(
  name: string,
  alarms: Alarms,
  { causes, runbook }: PageOnceArgs,
  child: pulumi.ResourceOptions,
): pulumi.Input<string> | undefined {
  if (causes.length < 2) {
    return causes[0];
  }
  const logical = `${name}-explained`;
  const description = `${name} is not told of while this rings: what it stands on is broken, and pages itself`;
  const { alarmName } = new CompositeAlarm(
    logical,
    {
      alarmName: physicalName("alarm", alarms.prefix, logical),
      alarmDescription: withRunbook(description, alarms, runbook),
      // In the order of their names, so that the order of the configuration is no change.
      alarmRule: pulumi.all([...causes]).apply((names) => any(names.toSorted())),
      alarmActions: [],
      okActions: [],
    },
    child,
  );
  return alarmName;
}

function rule({ always, unlessDeploying = [], deploying }: Symptoms): pulumi.Output<string> {
  const names = (some: readonly MetricAlarm[]) => pulumi.all(some.map(({ name }) => name));
  return pulumi
    .all([names(always), names(unlessDeploying), pulumi.output(deploying?.name)])
    .apply(([loud, quiet, deployment]) => {
      const hushed =
        quiet.length > 0 && deployment !== undefined
          ? [`(${any(quiet)} AND NOT ${ringing(deployment)})`]
          : quiet.map(ringing);
      return either([...loud.map(ringing), ...hushed]);
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
