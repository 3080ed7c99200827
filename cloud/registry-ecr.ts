import { ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { messageOf } from "../lib/message-of.ts";
import { UserError } from "../lib/user-error.ts";
import { type ClientConfig, openSession } from "./aws/session.ts";
import type { CloudPlace } from "./cloud.ts";
import type { Login } from "./registry-logins.ts";

/** The login that ECR gives to whoever AWS knows, for twelve hours and all registries that they may pull from. */
export async function ecrLogin(
  host: string,
  region: string,
  place: (CloudPlace & { readonly endpoint?: string }) | undefined,
): Promise<Login> {
  const config: ClientConfig = place === undefined ? {} : await openSession(place).clientConfig();
  const ecr = new ECRClient({ ...config, region });
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({})).catch((error: unknown) => {
    throw new UserError(
      `AWS gives no login for registry ${host} (${messageOf(error)}): log in, or set AWS_PROFILE to a profile that may call ecr:GetAuthorizationToken`,
    );
  });
  const [username, password] = Buffer.from(authorizationData?.[0]?.authorizationToken ?? "", "base64")
    .toString()
    .split(":");
  if (!username || !password) {
    throw new Error(`AWS answers without a login for registry ${host}`);
  }
  return { username, password };
}
