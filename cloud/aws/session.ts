import type { STSClientConfig } from "@aws-sdk/client-sts";
import { messageOf } from "../../lib/message-of.ts";
import { UserError } from "../../lib/user-error.ts";
import type { CloudPlace } from "../cloud.ts";

/** What every client of AWS is made with. */
export type ClientConfig = Pick<
  STSClientConfig,
  "region" | "credentials" | "endpoint" | "maxAttempts" | "requestHandler"
>;

/**
 * A call that is throttled or not answered is tried again a few times, and none waits for ever. Who sets
 * AWS_MAX_ATTEMPTS, as for every other client of AWS, decides how often.
 */
function patience(): Pick<ClientConfig, "maxAttempts" | "requestHandler"> {
  return {
    ...(process.env.AWS_MAX_ATTEMPTS ? {} : { maxAttempts: 5 }),
    requestHandler: { connectionTimeout: 5000, requestTimeout: 30_000, throwOnRequestTimeout: true },
  };
}

/** Credentials of one account that have been checked. */
export interface Session {
  readonly place: CloudPlace;
  /** Rejects with a sentence when there are no credentials, or those of another account. */
  clientConfig(): Promise<ClientConfig>;
}

/** Opens nothing yet: whose credentials these are is asked once, before the first call. */
export function openSession({ endpoint, ...place }: CloudPlace & { endpoint?: string }): Session {
  let checked: Promise<ClientConfig> | undefined;
  const check = async () => {
    const own: ClientConfig = { ...patience(), region: place.region, ...(endpoint === undefined ? {} : { endpoint }) };
    const config = place.assumeRole === undefined ? own : await inRole(place.assumeRole, own);
    const credentials = await checkedCredentials(place, config);
    // Each client would get its own otherwise: what polls would log in, or assume a role, with every look.
    return { ...config, ...(credentials && { credentials }) };
  };
  return {
    place,
    clientConfig() {
      checked ??= check();
      return checked;
    },
  };
}

async function inRole(role: string, own: ClientConfig): Promise<ClientConfig> {
  const { AssumeRoleCommand, STSClient } = await import("@aws-sdk/client-sts");
  const sts = new STSClient(own);
  // The clients call this again when the credentials are about to expire.
  const credentials = async () => {
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "slipway" }));
    if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey) {
      throw new Error("AWS answers without credentials");
    }
    return {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      ...(Credentials.SessionToken ? { sessionToken: Credentials.SessionToken } : {}),
      ...(Credentials.Expiration ? { expiration: Credentials.Expiration } : {}),
    };
  };
  return { ...own, credentials };
}

/** Where nobody answers, no credentials can be wrong. */
const unanswered = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "EHOSTUNREACH", "ETIMEDOUT"];

function isUnanswered(error: unknown): boolean {
  const { code, name }: { readonly code?: unknown; readonly name?: unknown } = Object(error);
  return unanswered.some((word) => word === code) || name === "TimeoutError";
}

/** What a client gets its credentials from, which keeps them until they expire; those of another account are refused. */
async function checkedCredentials(
  { accountId, assumeRole }: CloudPlace,
  config: ClientConfig,
): Promise<ClientConfig["credentials"]> {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const sts = new STSClient(config);
  const { Account } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
    const why = messageOf(error);
    if (isUnanswered(error)) {
      throw new UserError(
        `AWS does not answer (${why}): see whether this machine is online, and whether it needs a proxy`,
      );
    }
    throw new UserError(
      assumeRole === undefined
        ? `AWS does not accept the credentials (${why}): log in, or set AWS_PROFILE to a profile of account ${accountId}`
        : `role ${assumeRole} cannot be assumed (${why}): log in, or set AWS_PROFILE to a profile that may assume it`,
    );
  });
  if (Account !== accountId) {
    throw new UserError(
      `the credentials are of account ${Account}, the stack lives in account ${accountId}: set AWS_PROFILE to a profile of ${accountId}, or environment.aws.assumeRole to a role in it`,
    );
  }
  return sts.config.credentials;
}
