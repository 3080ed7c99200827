import type { Operations } from "../operations.ts";
import type { Session } from "./session.ts";

/** What people ask of a stack that runs on AWS. Nothing is loaded before the first question. */
export function awsOperations(session: Session): Operations {
  return {
    async logLines(query) {
      const { logLines } = await import("./log-lines.ts");
      return logLines(query, session);
    },
    async startTask(order) {
      const { startOne } = await import("./run-once.ts");
      return startOne(order, session);
    },
    async lookAtTask(address) {
      const { lookAtTask } = await import("./run-once.ts");
      return lookAtTask(address, session);
    },
    async stopTask(address, reason) {
      const { stopTask } = await import("./run-once.ts");
      return stopTask(address, reason, session);
    },
    async openShell(address, command) {
      const { openShell } = await import("./exec.ts");
      return openShell(address, command, session);
    },
    async openForward(order) {
      const { openForward } = await import("./exec.ts");
      return openForward(order, session);
    },
    async endpointOf(store, identifier) {
      const { endpointOf } = await import("./endpoint.ts");
      return endpointOf(store, identifier, session);
    },
  };
}
