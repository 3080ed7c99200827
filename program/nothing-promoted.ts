import { getStack, log, RunError, runtime } from "@pulumi/pulumi";

/**
 * Declares nothing, for a stack that waits for its first promotion. A file that has lost what runs must never take an
 * environment away, so a preview is refused where there is something, and everything but a preview everywhere.
 *
 * @param says what people are told
 */
export async function nothingPromoted(says: string): Promise<void> {
  if (await wasDeployed()) {
    throw new RunError(
      `${getStack()} was deployed, and its file has neither slipway:app nor slipway:release, so that all of it would be deleted: put both back (to end it, use pulumi destroy)`,
    );
  }
  if (!runtime.isDryRun()) {
    throw new RunError(`${says} (until then there is nothing to bring up)`);
  }
  await log.info(says);
}

/** Every update that declares a stack leaves outputs, which the engine's own provider reads. */
async function wasDeployed(): Promise<boolean> {
  const { outputs } = await runtime.invoke("pulumi:pulumi:readStackOutputs", { name: getStack() });
  return Object.keys(Object(outputs)).length > 0;
}
