import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Machine, onPath, runCommand } from "./machine.ts";
import { engineVersion } from "./version.ts";

const module = dirname(fileURLToPath(import.meta.url));
const command = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Builds `pulumi` from its Go modules into the folder `into`; returns why not when it cannot be built. */
export async function build(
  into: string,
  report: (step: string) => void,
  machine: Machine,
  logFile: string,
): Promise<string | undefined> {
  const [go] = await onPath("go", machine);
  if (go === undefined) {
    return "there is no go on PATH to build it with";
  }
  report(`building pulumi ${engineVersion} with Go: about 6 minutes, once a machine (log: ${logFile})`);
  const args = [
    "build",
    "-trimpath",
    "-buildvcs=false",
    "-ldflags",
    `-s -w -X ${versionVariable}=v${engineVersion}`,
    "-o",
    join(into, "pulumi"),
    command,
  ];
  // Without cgo no C compiler is needed, and the binary runs whatever C library there is.
  const env = { ...machine.env, CGO_ENABLED: "0" };
  const { ok, output } = await runCommand(go, args, { cwd: module, env, logFile });
  return ok ? undefined : `the Go build failed: ${output.trim().split("\n").at(-1)}, log: ${logFile}`;
}
