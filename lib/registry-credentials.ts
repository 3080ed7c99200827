/** What a person gives for a private registry, as ECS wants it in a secret. */
export interface RegistryCredentials {
  readonly username: string;
  /** A password or, better, an access token that may only read. */
  readonly password: string;
}

/** Reads `{"username": "…", "password": "…"}`; undefined when that is not what it is. */
export function readRegistryCredentials(text: string): RegistryCredentials | undefined {
  const { username, password } = parsed(text);
  return typeof username === "string" && typeof password === "string" && username && password
    ? { username, password }
    : undefined;
}

/**
 * The same for ECR's pull-through cache, which calls the password an access token.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html
 */
export function pullThroughCredentials({ username, password }: RegistryCredentials): string {
  return JSON.stringify({ username, accessToken: password });
}

function parsed(text: string): { readonly username?: unknown; readonly password?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
