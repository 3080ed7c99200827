import { pulumiIn } from "../../backend/pulumi.ts";
import { openCloud } from "../../cloud/open.ts";
import { checkedConfig, locate } from "../../sandbox/run/locate.ts";
import type { Recovery } from "../../sandbox/run/recover.ts";
import { argumentFor, type LocatedStack } from "../../sandbox/run/workspace.ts";

interface RecoverFlags {
  readonly aws?: true;
  readonly json?: true;
}

/** `slipway recover`: in the sandbox, or with `--aws` in the backend that pulumi is logged in to. */
export async function runRecover(argument: string | undefined, flags: RecoverFlags): Promise<number> {
  const located = locate(argument);
  const { recover } = await import("../../sandbox/run/recover.ts");
  const { aws } = checkedConfig(located.file).environment;
  const report = (sentence: string) => process.stderr.write(`  ${sentence}\n`);
  let recovery: Recovery;
  if (flags.aws) {
    const { findEngine } = await import("../../tools/engine/engine.ts");
    const engine = await findEngine(report);
    recovery = await recover(pulumiIn(located.root, located.stack, engine.path), openCloud(aws), located.stack);
  } else {
    const { recoverSandbox } = await import("../../sandbox/run/recover-sandbox.ts");
    recovery = await recoverSandbox(located, openCloud(aws), report);
  }
  process.stdout.write(flags.json ? `${JSON.stringify(recovery, null, 2)}\n` : text(recovery, located, flags));
  return 0;
}

function text({ droppedLock, adopted, missing }: Recovery, located: LocatedStack, { aws }: RecoverFlags): string {
  const { stack } = located;
  const next = aws ? `pulumi up --stack ${stack}` : `npx slipway sandbox up ${argumentFor(located)}`;
  return [
    ...(droppedLock ? ["dropped the lock of a run that no longer lives"] : []),
    ...adopted.map(({ name, type, id, by }) => `found by its ${by}, now in the state: ${name} (${type}) ${id}`),
    ...missing.map(
      ({ name, type, why, importLine }) =>
        `not found, so the next run makes it: ${name} (${type})${why === undefined ? "" : `: ${why}`}\n  if it exists after all: ${aws ? "" : "npx slipway sandbox -- "}${importLine}`,
    ),
    ...(droppedLock || adopted.length > 0 || missing.length > 0 ? [] : ["there is nothing to recover"]),
    ...(droppedLock || adopted.length > 0 || missing.length > 0 ? [`next: ${next}`] : []),
    "",
  ].join("\n");
}
