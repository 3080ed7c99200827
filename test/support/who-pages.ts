import { rings } from "./alarm-rule.ts";
import { type Declared, ofType } from "./declare-stack.ts";

/** From when to when a metric alarm rings, in minutes; by its logical name. */
export type Timeline = Readonly<Record<string, readonly [from: number, to: number]>>;

/** Minutes that are played. */
const length = 90;

interface Speaker {
  /** Logical name. */
  readonly name: string;
  readonly physicalName: string;
  /** Absent: a metric alarm, which the timeline moves. */
  readonly rule?: unknown;
  /** The alarm that hushes it, and for how many minutes before and after. */
  readonly hushed?: { readonly by: string; readonly wait: number; readonly extension: number };
}

/**
 * The messages that whoever is woken gets, as `12 ALARM api-broken`, while metric alarms ring as the timeline says.
 * Plays what CloudWatch says of composite alarms and of what suppresses their actions:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
 */
export function pages(declared: Declared, timeline: Timeline): string[] {
  const all = speakersOf(declared);
  const history = Array.from({ length }, (_, minute) => ringingAt(minute, all, timeline));
  const telling = tellingPage(declared);
  const told = new Set<string>();
  return history.flatMap((ringing, minute) =>
    all
      .filter((one) => telling.includes(one.name) && !isHushed(one, minute, history))
      .filter(({ name, physicalName }) => told.has(name) !== ringing.has(physicalName))
      .map(({ name }) => {
        const isOver = told.delete(name);
        if (!isOver) {
          told.add(name);
        }
        return `${minute} ${isOver ? "OK" : "ALARM"} ${name}`;
      }),
  );
}

type History = readonly ReadonlySet<string>[];

function isHushed({ physicalName, hushed }: Speaker, minute: number, history: History): boolean {
  if (hushed === undefined) {
    return false;
  }
  const { by, wait, extension } = hushed;
  const rings = (name: string) => history[minute]?.has(name) ?? false;
  return (
    rings(by) ||
    lasting(by, minute, history) < extension ||
    (rings(physicalName) && lasting(physicalName, minute, history) < wait)
  );
}

/** For how many minutes an alarm has been in the state in which it is. */
function lasting(name: string, minute: number, history: History): number {
  const states = history.slice(0, minute + 1).map((ringing) => ringing.has(name));
  const other = states.lastIndexOf(!states[minute]);
  return other < 0 ? Number.POSITIVE_INFINITY : minute - other - 1;
}

function speakersOf(declared: Declared): Speaker[] {
  const metric = ofType(declared, "MetricAlarm").map(
    ({ name, inputs }): Speaker => ({ name, physicalName: String(inputs.name) }),
  );
  const composite = ofType(declared, "CompositeAlarm").map(({ name, inputs }): Speaker => {
    const suppressor = inputs.actionsSuppressor && Object(inputs.actionsSuppressor);
    return {
      name,
      physicalName: String(inputs.alarmName),
      rule: inputs.alarmRule,
      ...(suppressor && {
        hushed: {
          by: String(suppressor.alarm),
          wait: suppressor.waitPeriod / 60,
          extension: suppressor.extensionPeriod / 60,
        },
      }),
    };
  });
  return [...metric, ...composite];
}

function tellingPage(declared: Declared): string[] {
  return [...ofType(declared, "MetricAlarm"), ...ofType(declared, "CompositeAlarm")]
    .filter(({ inputs }) => JSON.stringify(inputs.alarmActions ?? []).includes("page"))
    .map(({ name }) => name);
}

/** Physical names of what rings; composite alarms look at each other, so until nothing changes any more. */
function ringingAt(minute: number, all: readonly Speaker[], timeline: Timeline): ReadonlySet<string> {
  let ringing: string[] = [];
  for (;;) {
    const next = all
      .filter(({ name, rule }) => {
        const [from, to] = timeline[name] ?? [0, 0];
        return rule === undefined ? minute >= from && minute < to : rings(rule, ringing);
      })
      .map(({ physicalName }) => physicalName);
    if (next.join() === ringing.join()) {
      return new Set(ringing);
    }
    ringing = next;
  }
}
