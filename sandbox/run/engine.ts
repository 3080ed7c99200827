import { delimiter, join } from "node:path";
import { findEngine } from "../../tools/engine/engine.ts";
import { parts } from "./workspace.ts";

/** Variables that hold credentials of clouds, GitHub or Pulumi, which the sandbox never sees. */
const CREDENTIALS = /^(AWS_|AMAZON_|GITHUB_|GH_|PULUMI_|ARM_|AZURE_|GOOGLE_|GCLOUD_|CLOUDSDK_|DOCKER_)/;

/**
 * Turns this process's environment into the sandbox's: the engine first on PATH, its own home and backend, no
 * credentials. The Automation API hands the process's environment on, so it has to be changed here.
 *
 * @returns the engine's version
 */
export async function enterSandbox(folder: string, report: (progress: string) => void): Promise<string> {
  const engine = await findEngine(report);
  for (const name of Object.keys(process.env)) if (CREDENTIALS.test(name)) delete process.env[name];
  Object.assign(process.env, {
    PATH: [...engine.path, process.env.PATH ?? ""].join(delimiter),
    PULUMI_HOME: parts.home(folder),
    // Without metadata: a kill between it and the state would leave a state that the engine cannot read.
    PULUMI_BACKEND_URL: `file://${parts.backend(folder)}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE_FILE: parts.passphrase(folder),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
    // Nothing outside of the sandbox is asked, not even for the metadata of an instance.
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(folder, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
  });
  return engine.version;
}
