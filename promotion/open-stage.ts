import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { type Pulumi, pulumiIn } from "../backend/pulumi.ts";
import type { Cloud, CloudPlace } from "../cloud/cloud.ts";
import { openCloud } from "../cloud/open.ts";
import { gitOrFail } from "../git/git.ts";
import { openRepository } from "../git/repository.ts";
import { UserError } from "../lib/user-error.ts";
import { enterSandbox } from "../sandbox/run/engine.ts";
import { locateUnchecked } from "../sandbox/run/locate.ts";
import { argumentFor, type LocatedStack, workspaceFolder } from "../sandbox/run/workspace.ts";
import { openRecords, sandboxRecordsBranch } from "./records/records.ts";
import type { Stage } from "./stage.ts";

/**
 * The stage that an argument means, whatever its stack file is like.
 *
 * @param argument name of a stack or path of a stack file
 * @param flags with `sandbox` it is the stage in the sandbox, which has its own history and its own records
 */
export async function openStage(
  argument: string,
  { sandbox }: { readonly sandbox?: true },
  say: (sentence: string) => void,
): Promise<Stage> {
  const located = locateUnchecked(argument);
  const beside = dirname(located.file);
  const repository = await openRepository(beside);
  const folder = await gitOrFail(beside, "rev-parse", "--show-prefix");
  const { stack } = located;
  const isSandbox = sandbox ?? false;
  // What happened in a sandbox is no evidence for anybody else, so it stays in this clone.
  const records = isSandbox
    ? openRecords({ top: repository.top }, folder, stack, { branch: sandboxRecordsBranch })
    : openRecords(repository, folder, stack);
  return { located, repository, folder, pulumi: await pulumiOf(located, isSandbox, say), records, isSandbox };
}

/**
 * `pulumi` on a stack: in the backend that it is logged in to, run beside the stack file, whose project it is of; or in
 * the sandbox's.
 */
export async function pulumiOf(
  located: LocatedStack,
  isSandbox: boolean,
  say: (sentence: string) => void,
): Promise<Pulumi> {
  if (!isSandbox) {
    return pulumiIn(dirname(located.file), located.stack);
  }
  const workspace = workspaceFolder(located);
  if (!existsSync(workspace)) {
    const command = `npx slipway sandbox up ${argumentFor(located)}`;
    return () =>
      Promise.reject(new UserError(`${located.stack} was never brought up in the sandbox: run ${command} first`));
  }
  await enterSandbox(workspace, say);
  return pulumiIn(workspace, located.stack);
}

/** Does something that asks the cloud that the stage is in; for one in the sandbox that is started for as long. */
export async function withCloud<T>(
  { located, isSandbox }: Pick<Stage, "located" | "isSandbox">,
  place: CloudPlace,
  verb: string,
  say: (sentence: string) => void,
  work: (cloud: Cloud) => Promise<T>,
): Promise<T> {
  if (!isSandbox) return work(openCloud(place));
  const { withSandbox } = await import("../sandbox/run/session.ts");
  return withSandbox(located, verb, { report: say }, () => work(openCloud(place)));
}
