// Runs one verb of the sandbox on a copy of the tiny project: `node run-tiny.ts <folder> <verb> [fault]`.
import { join } from "node:path";
import { openCloud } from "../../cloud/open.ts";
import { parseFaults } from "../../sandbox/faults.ts";
import { destroy } from "../../sandbox/run/destroy.ts";
import { recoverSandbox } from "../../sandbox/run/recover-sandbox.ts";
import { type SandboxOptions, withSandbox } from "../../sandbox/run/session.ts";
import { preview, up } from "../../sandbox/run/up.ts";

const [folder = "", verb = "", fault] = process.argv.slice(2);
const located = {
  root: folder,
  project: "tiny",
  stack: "dev",
  file: join(folder, "Pulumi.dev.yaml"),
  worldFile: join(folder, "world.yaml"),
};
const quiet = { isTerminal: false, columns: 80, told: new Set<string>(), write: () => {} };
const options: SandboxOptions = { faults: fault ? parseFaults(fault) : [], report: () => {} };

const verbs: Readonly<Record<string, () => Promise<unknown>>> = {
  up: () => withSandbox(located, "up", options, (session) => up(session, quiet)),
  preview: () => withSandbox(located, "preview", options, (session) => preview(session, quiet)),
  destroy: () => withSandbox(located, "destroy", options, (session) => destroy(session, quiet, false)),
  recover: () =>
    recoverSandbox(located, openCloud({ region: "eu-north-1", accountId: "111111111111" }), options.report),
};

try {
  process.stdout.write(JSON.stringify(await verbs[verb]?.()));
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
