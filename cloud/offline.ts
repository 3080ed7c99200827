import type { Cloud } from "./cloud.ts";

/**
 * The cloud of a plan, which is made without an account: a secret is not checked, no service and no network is there, and
 * nothing else is ever asked, because only hooks of a real run ask.
 */
export const offlineCloud: Cloud = {
  secret: async () => ({ is: "notChecked", reason: "a plan asks no account" }),
  service: async () => undefined,
  database: async () => undefined,
  running: () => asked("which tasks run"),
  probe: () => asked("to ask an address"),
  ringing: () => asked("which alarms ring"),
  weights: () => asked("for the weights of a listener rule"),
  snapshot: () => asked("for a snapshot"),
  roleTrust: () => asked("for the trust policy of a role"),
  invoke: () => asked("to call a function"),
  publish: () => asked("to tell those who hear of a topic"),
  warm: () => asked("to warm an image"),
  runTask: () => asked("to run a task"),
  find: async () => undefined,
  logLines: () => asked("for a log"),
  startTask: () => asked("to start a task"),
  lookAtTask: () => asked("how a task is"),
  stopTask: () => asked("to stop a task"),
  openShell: () => asked("to open a shell"),
  openForward: () => asked("to forward a port"),
  endpointOf: () => asked("where a store listens"),
};

function asked(what: string): Promise<never> {
  return Promise.reject(new Error(`a plan has no cloud, and was asked ${what}: only hooks of a real run may ask`));
}
