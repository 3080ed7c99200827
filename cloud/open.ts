import { UserError } from "../lib/user-error.ts";
import type { Cloud, CloudPlace, Wanted } from "./cloud.ts";

/**
 * The cloud of one place: the sandbox when `SLIPWAY_CLOUD_URL` names one, else AWS. Nothing is loaded or called before
 * the first question, so a plan or a preview pays nothing for it.
 */
export function openCloud(place: CloudPlace): Cloud {
  let opened: Promise<Cloud> | undefined;
  const cloud = () => {
    opened ??= open(place);
    return opened;
  };
  return {
    service: async (address, wanted) => (await cloud()).service(address, wanted),
    running: async (address) => (await cloud()).running(address),
    probe: async (request) => (await cloud()).probe(request),
    ringing: async (alarms, region) => (await cloud()).ringing(alarms, region),
    weights: async (listenerRuleArn) => (await cloud()).weights(listenerRuleArn),
    secret: async (arn, options) => (await cloud()).secret(arn, options),
    database: async (identifier) => (await cloud()).database(identifier),
    snapshot: async (wanted, say) => (await cloud()).snapshot(wanted, say),
    roleTrust: async (roleName) => (await cloud()).roleTrust(roleName),
    invoke: async (functionName, payload) => (await cloud()).invoke(functionName, payload),
    publish: async (notice) => (await cloud()).publish(notice),
    warm: async (image) => (await cloud()).warm(image),
    runTask: async (task, say) => (await cloud()).runTask(task, say),
    find: async (wanted) => (isOnGitHub(wanted) ? onGitHub(wanted) : (await cloud()).find(wanted)),
    logLines: async (query) => (await cloud()).logLines(query),
    startTask: async (order) => (await cloud()).startTask(order),
    lookAtTask: async (address) => (await cloud()).lookAtTask(address),
    stopTask: async (address, reason) => (await cloud()).stopTask(address, reason),
    openShell: async (address, command) => (await cloud()).openShell(address, command),
    openForward: async (order) => (await cloud()).openForward(order),
    endpointOf: async (store, identifier) => (await cloud()).endpointOf(store, identifier),
  };
}

async function open(place: CloudPlace): Promise<Cloud> {
  const url = attachedSandbox();
  if (url !== undefined) {
    const { sandboxCloud } = await import("./sandbox.ts");
    return sandboxCloud(url, place);
  }
  const { awsCloud } = await import("./aws.ts");
  return awsCloud(place);
}

function isOnGitHub({ type }: Wanted): boolean {
  return type.startsWith("github:");
}

async function onGitHub(wanted: Wanted): Promise<string | undefined> {
  const [{ find }, { openGitHubSettings }] = await Promise.all([
    import("./github/find.ts"),
    import("./github-settings.ts"),
  ]);
  return find(wanted, openGitHubSettings());
}

/** Address of the sandbox's run-time side where this process is attached to it, else undefined. */
export function attachedSandbox(): string | undefined {
  const url = process.env.SLIPWAY_CLOUD_URL || undefined;
  if (url !== undefined) {
    assertSandboxAttached(url);
  }
  return url;
}

/**
 * A variable that was left over must not turn a real update into one whose migrations ran in the sandbox: the engine's
 * own resources have to be the sandbox's too.
 */
function assertSandboxAttached(url: string): void {
  const unset = "unset SLIPWAY_CLOUD_URL to work on AWS";
  if (!isLoopback(url)) {
    throw new UserError(
      `SLIPWAY_CLOUD_URL ${url} is not on this machine, where the sandbox is (allowed: 127.0.0.1, ::1, localhost): ${unset}`,
    );
  }
  const attached = (process.env.PULUMI_DEBUG_PROVIDERS ?? "").split(",").map((entry) => entry.trim().split(":")[0]);
  if (!attached.includes("aws")) {
    throw new UserError(
      `SLIPWAY_CLOUD_URL names the sandbox at ${url}, but PULUMI_DEBUG_PROVIDERS attaches no aws, so resources would go to AWS and tasks to the sandbox: ${unset}, or run "npx slipway sandbox up"`,
    );
  }
}

function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}
