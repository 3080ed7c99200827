import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import { FAULTS_VARIABLE, type Fault, Faults, parseFaults } from "../faults.ts";
import { type Sandbox, startSandbox } from "../server/serve.ts";
import { enterSandbox } from "./engine.ts";
import { killEverything } from "./kill.ts";
import { takeLock } from "./lock.ts";
import {
  argumentFor,
  type LocatedStack,
  parts,
  readSources,
  type Workspace,
  workspaceFolder,
  writeWorkspace,
} from "./workspace.ts";

/** How the sandbox is to behave in one run. */
export interface SandboxOptions {
  readonly faults?: readonly Fault[];
  /** Seconds that a minute on AWS takes. @default 0 */
  readonly pace?: number;
  /** Port of the run-time side. @default a free one */
  readonly port?: number;
  /** Told what takes time and what is out of the ordinary. */
  readonly report: (sentence: string) => void;
}

/** A sandbox that is attached to the engine, for one verb. */
export interface Session {
  readonly workspace: Workspace;
  readonly sandbox: Sandbox;
  readonly engineVersion: string;
}

/**
 * Attaches the sandbox of a project for as long as `work` takes. Everything that can be wrong beforehand is found
 * before anything is written.
 */
export async function withSandbox<T>(
  located: LocatedStack,
  verb: string,
  options: SandboxOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const sources = readSources(located);
  const faults = new Faults(options.faults ?? parseFaults(process.env[FAULTS_VARIABLE] ?? "[]"), killEverything);
  const folder = workspaceFolder(located);
  const engineVersion = await enterSandbox(folder, options.report);
  const unlock = takeLock(parts.lock(folder), verb, located.project, argumentFor(located));
  // An interrupt goes to the engine too, which ends in order; this process waits for it.
  const wait = () => options.report("interrupted: waiting for the engine to end in order");
  process.on("SIGINT", wait);
  try {
    const sandbox = await startSandbox({
      folder: parts.accounts(folder),
      world: sources.world,
      faults,
      pace: options.pace ?? 0,
      port: options.port ?? 0,
      note: options.report,
    });
    Object.assign(process.env, sandbox.environment);
    try {
      return await work({ workspace: writeWorkspace(sources), sandbox, engineVersion });
    } finally {
      for (const { fault, on } of faults.unmet()) {
        options.report(`fault ${JSON.stringify({ fault, on })} met nothing: look whether the name is right`);
      }
      sandbox.close();
    }
  } finally {
    process.off("SIGINT", wait);
    unlock();
  }
}

/** The stack of a session through the Automation API; made when it is not there yet. */
export async function openStack({ folder, stack }: Workspace): Promise<Stack> {
  const opened = await LocalWorkspace.createOrSelectStack({ stackName: stack, workDir: folder });
  // After an `up` it would run the engine three times more to tell what is in the state.
  return Object.assign(opened, { outputs: async () => ({}), info: async () => undefined });
}
