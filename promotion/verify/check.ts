import type { Cloud, ServiceReport } from "../../cloud/cloud.ts";
import { messageOf } from "../../lib/message-of.ts";
import type { DeployedPlace } from "../history/deployed-place.ts";
import type { DeployedService, DeployedState } from "../history/deployed-state.ts";
import type { Check } from "../records/record.ts";

/** What came of one check. */
export interface Looked extends Check {
  /** It could not be made, and says why: nothing is known. */
  readonly couldNotLook?: true;
}

/** What checks of the cloud are given. */
export interface CheckMeans {
  readonly cloud: Pick<Cloud, "service" | "running" | "ringing" | "probe" | "runTask">;
  readonly state: DeployedState;
  readonly place: DeployedPlace;
  /** When the update ended, ISO 8601. */
  readonly deployedAt: string;
  /** Told what is waited for. */
  readonly say: (sentence: string) => void;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Nothing changes while it is waited for, as in the sandbox. */
  readonly isStill: boolean;
}

/** A service, and what it does; `report` is absent where the account has no such service. */
export interface Seen {
  readonly service: DeployedService;
  readonly report?: ServiceReport;
}

/** What a check finds. */
export type Finding = Pick<Looked, "passed" | "says" | "couldNotLook">;

/** Makes a check; one that cannot be made has not passed, and is told apart. */
export async function looked(name: string, work: () => Promise<Finding>): Promise<Looked> {
  try {
    return { name, ...(await work()) };
  } catch (error) {
    return notLooked(name, messageOf(error));
  }
}

/** A check that nothing can be said of. */
export function notLooked(name: string, why: string): Looked {
  return { name, passed: false, says: why, couldNotLook: true };
}

/** A check passes when there is nothing to complain of. */
export function finding(complaints: readonly string[], otherwise: string): Finding {
  return complaints.length > 0 ? { passed: false, says: complaints.join("; ") } : { passed: true, says: otherwise };
}

/** Whether a service runs no task because the place says so. */
export function isAtRest({ service, report }: Seen, { sleeps, stopped }: DeployedPlace): string | undefined {
  if (report === undefined || report.desiredCount > 0) {
    return undefined;
  }
  if (stopped.has(service.name)) {
    return "stopped";
  }
  return sleeps ? "asleep" : undefined;
}
