import { UserError } from "../../lib/user-error.ts";
import type { Account } from "../account.ts";
import { BUCKET } from "../models/bucket-tokens.ts";
import { emptyBucket } from "../models/buckets.ts";
import type { ProgressOutput } from "./progress.ts";
import { openStack, type Session } from "./session.ts";
import { readState, type StateResource } from "./state.ts";
import { type EngineRun, runEngine } from "./up.ts";
import { argumentFor, type Workspace } from "./workspace.ts";

/** Inputs that make AWS itself refuse to delete. */
const PROTECTING = ["deletionProtection", "enableDeletionProtection", "deletionProtectionEnabled"];

/** What a destroy has to leave alone, because Pulumi protects it. */
function protectedResources(workspace: Workspace): readonly StateResource[] {
  return (readState(workspace)?.resources ?? []).filter((resource) => resource.protect === true);
}

/**
 * Destroys everything in the stack. If anything is protected nothing is touched: the engine would find out half-way.
 *
 * @param includingProtected takes every protection off first, Pulumi's and AWS's
 */
export async function destroy(
  session: Session,
  output: ProgressOutput,
  includingProtected: boolean,
): Promise<EngineRun> {
  const { workspace, sandbox } = session;
  const held = protectedResources(workspace);
  if (held.length > 0 && !includingProtected) throw new UserError(refusal(workspace, held));
  const stack = await openStack(workspace);
  if (includingProtected) {
    const deployment = await stack.exportStack();
    await stack.importStack({ ...deployment, deployment: unprotected(deployment.deployment) });
    for (const account of sandbox.accounts.openAll()) takeProtectionOff(account, readState(workspace)?.resources ?? []);
  }
  return runEngine("destroy", argumentFor(workspace), output, (onEvent) => stack.destroy({ onEvent }));
}

function refusal(workspace: Workspace, held: readonly StateResource[]): string {
  const list = held.map(({ urn }) => `  ${urn}`).join("\n");
  return (
    `${workspace.stack} holds ${held.length} protected ${held.length === 1 ? "resource" : "resources"}, so nothing was destroyed:\n${list}\n` +
    `to destroy it on purpose in the sandbox: npx slipway sandbox destroy ${argumentFor(workspace)} --including-protected\n` +
    "on AWS: name them in environment.allowReplace and run `pulumi up`, which takes Pulumi's protection and AWS's own off, " +
    "then `pulumi destroy` (docs/stateful-guard.md)"
  );
}

function unprotected(deployment: unknown): object {
  if (typeof deployment !== "object" || deployment === null || !("resources" in deployment)) return {};
  const { resources } = deployment;
  if (!Array.isArray(resources)) return deployment;
  return { ...deployment, resources: resources.map((resource: object) => ({ ...resource, protect: false })) };
}

function takeProtectionOff(account: Account, ofStack: readonly StateResource[]): void {
  const ids = new Set(ofStack.map(({ type, id }) => `${type} ${id}`));
  for (const resource of account.everything()) {
    const on = PROTECTING.filter((key) => resource.outputs[key] === true);
    if (on.length === 0 || !ids.has(`${resource.type} ${resource.id}`)) continue;
    const off = Object.fromEntries(on.map((key) => [key, false]));
    account.put({ ...resource, inputs: { ...resource.inputs, ...off }, outputs: { ...resource.outputs, ...off } });
  }
  for (const { type, id } of ofStack) {
    if (type === BUCKET && id !== undefined) emptyBucket(account, id);
  }
}
