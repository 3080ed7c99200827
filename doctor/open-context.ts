import { dirname } from "node:path";
import { pulumiIn } from "../backend/pulumi.ts";
import { type Foundation, foundationOf } from "../bootstrap/foundation.ts";
import { inspect } from "../bootstrap/inspection.ts";
import { providerOf } from "../bootstrap/secrets-under.ts";
import { thingsOf } from "../bootstrap/things.ts";
import { openSession, type Session } from "../cloud/aws/session.ts";
import type { GitHubSettings } from "../cloud/github-settings.ts";
import { nameServers } from "../cloud/name-servers.ts";
import { openCloud } from "../cloud/open.ts";
import { openAccount } from "../cloud/open-account.ts";
import { UserError } from "../lib/user-error.ts";
import { runCommand } from "../tools/engine/machine.ts";
import type { Context, Machine, OnceInAccount } from "./context.ts";
import { declaredIn } from "./declared.ts";
import { unfilledSecrets } from "./unfilled-secrets.ts";

/** Which stack is looked at, and how. */
export interface Wanted {
  readonly name: string;
  /** Path of the stack file. */
  readonly file: string;
  /** What the command line takes for it. */
  readonly argument: string;
  readonly isSandbox: boolean;
  readonly sendsTest: boolean;
  readonly github: GitHubSettings;
}

/** Everything that checks ask, of the cloud that this process is attached to. Nothing is asked yet. */
export async function openContext(wanted: Wanted): Promise<Context> {
  const { file, name, isSandbox } = wanted;
  const folder = dirname(file);
  const foundation = foundationOrNothing(file);
  const place = foundation?.place;
  // A stack file without a place asks nobody: every check of an account is behind that of the credentials.
  const at = place ?? { accountId: "", region: "" };
  return {
    ...wanted,
    folder,
    ...(place && { place }),
    ...(foundation?.key && { secretsProvider: providerOf(foundation.key) }),
    secretsUnder: foundation?.secretsUnder ?? "nothing",
    unfilledSecrets: unfilledSecrets(file),
    ...(foundation?.state !== undefined && { stateUrl: foundation.state }),
    declared: await declaredIn(file),
    machine: thisMachine,
    pulumi: pulumiIn(folder, name),
    account: openAccount(at),
    cloud: openCloud(at),
    ...(foundation && !isSandbox && { foundation: onceInAccount(foundation, openSession(foundation.place)) }),
    nameServers: (domain) => nameServers(domain),
  };
}

function foundationOrNothing(file: string): Foundation | undefined {
  try {
    return foundationOf(file);
  } catch (error) {
    if (error instanceof UserError) {
      return undefined;
    }
    throw error;
  }
}

/** What bootstrap would make or change there. It is only looked at. */
export function onceInAccount(foundation: Foundation, session: Session): readonly OnceInAccount[] {
  return thingsOf(foundation, session).map((thing) => ({ name: thing.name, inspect: () => inspect(thing) }));
}

const thisMachine: Machine = {
  env: process.env,
  async run(command, ...args) {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const { ok, output } = await runCommand(command, args, { env, timeoutSeconds: 15 });
    return ok ? output.trim().split("\n")[0] : undefined;
  },
};
