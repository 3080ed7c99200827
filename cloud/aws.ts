import { setTimeout as sleep } from "node:timers/promises";
import { awsOperations } from "./aws/operations.ts";
import { openSession } from "./aws/session.ts";
import type { Cloud, CloudPlace } from "./cloud.ts";

export interface AwsOptions extends CloudPlace {
  /** Address that stands in for AWS's own, for an emulator. */
  readonly endpoint?: string;
  /** Pause between two looks at a running task. */
  readonly pollMilliseconds?: number;
  /** How time is let pass, for tests. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** AWS itself. Nothing is loaded before the first question, and then only the clients that it needs. */
export function awsCloud({ pollMilliseconds = 5000, pause = sleep, ...options }: AwsOptions): Cloud {
  const session = openSession(options);
  return {
    async runTask(task, say) {
      const { runTask } = await import("./aws/tasks.ts");
      return runTask(task, { session, pollMilliseconds, pause, say });
    },
    async service(address, wanted) {
      const { serviceReport } = await import("./aws/service-report.ts");
      return serviceReport(address, wanted, session);
    },
    async running(address) {
      const { running } = await import("./aws/running.ts");
      return running(address, session);
    },
    async probe(request) {
      const { probe } = await import("./probe.ts");
      return probe(request);
    },
    async ringing(alarms, region) {
      const { ringing } = await import("./aws/ringing.ts");
      return ringing(alarms, session, region);
    },
    async weights(listenerRuleArn) {
      const { weights } = await import("./aws/weights.ts");
      return weights(listenerRuleArn, session);
    },
    async secret(arn, options) {
      const { secret } = await import("./aws/secret.ts");
      return secret(arn, options, session);
    },
    async database(identifier) {
      const { database } = await import("./aws/database.ts");
      return database(identifier, session);
    },
    async snapshot(wanted, say) {
      const { snapshot } = await import("./aws/snapshot.ts");
      return snapshot(wanted, { session, pause, say });
    },
    async roleTrust(roleName) {
      const { roleTrust } = await import("./aws/role-trust.ts");
      return roleTrust(roleName, session);
    },
    async invoke(functionName, payload) {
      const { invoke } = await import("./aws/invoke.ts");
      return invoke(functionName, payload, session);
    },
    async publish(notice) {
      const { publish } = await import("./aws/publish.ts");
      return publish(notice, session);
    },
    async warm(image) {
      const { warm } = await import("./aws/warm.ts");
      return warm(image, { session, pause });
    },
    async find(wanted) {
      const { find } = await import("./aws/find.ts");
      return find(wanted, session);
    },
    ...awsOperations(session),
  };
}
