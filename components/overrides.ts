import * as pulumi from "@pulumi/pulumi";

/** A change to one child resource. */
export interface Override {
  /** `<component>/<resource>`, for example `api/api-targets`. */
  readonly path: string;
  readonly because: string;
  /** Inputs that take the place of the declared ones. */
  readonly props: Readonly<Record<string, unknown>>;
}

/** Inputs that protect or encrypt: they have keys of their own where a weaker choice is possible at all. */
const refused = new Set([
  "allowedAccountIds",
  "assumeRolePolicy",
  "atRestEncryptionEnabled",
  "authenticationMode",
  "deletionProtection",
  "enableDeletionProtection",
  "kmsKeyId",
  "manageMasterUserPassword",
  "publiclyAccessible",
  "secretString",
  "skipFinalSnapshot",
  "sslPolicy",
  "storageEncrypted",
  "transitEncryptionEnabled",
  "transitEncryptionMode",
]);

/** Every reason why an override may not be, in words; empty when all are fine. */
export function overrideProblems(overrides: readonly Override[]): string[] {
  const seen = new Set<string>();
  return overrides.flatMap(({ path, because, props }) => {
    const problems = Object.keys(props)
      .filter((key) => refused.has(key))
      .map((key) => `override of ${path} sets "${key}": what protects or encrypts is not changed here`);
    if (!/^[^/]+(\/[^/]+)+$/.test(path)) {
      problems.push(`override "${path}" names no resource: write <component>/<resource>, as the plan prints it`);
    }
    if (because.trim().length < 10) {
      problems.push(`override of ${path} has no reason: say in "because" why the configuration is not enough`);
    }
    if (seen.has(path)) {
      problems.push(`override of ${path} stands twice: put its props into one`);
    }
    seen.add(path);
    return problems;
  });
}

/**
 * Applies the overrides to the resources they name, before the engine sees them. Returns what to call when all is
 * declared: it throws for paths that named nothing.
 */
export function applyOverrides(overrides: readonly Override[]): () => void {
  const problems = overrideProblems(overrides);
  if (problems.length) {
    throw new pulumi.RunError(problems.join("\n"));
  }
  const unused = new Map(overrides.map((override) => [override.path, override]));
  const byPath = new Map(unused);
  const paths = new Map<pulumi.Resource, string>();
  pulumi.runtime.registerStackTransformation(({ resource, type, name, props, opts }) => {
    const above = opts.parent && paths.get(opts.parent);
    const path = above ? `${above}/${name}` : name;
    paths.set(resource, path);
    // A component has no inputs: nothing of it would change.
    const override = type.startsWith("slipway:") ? undefined : byPath.get(path);
    if (override) {
      unused.delete(path);
    }
    return override && { props: { ...props, ...override.props }, opts };
  });
  return () => {
    if (unused.size) {
      const names = [...unused.keys()].join(", ");
      throw new pulumi.RunError(`override of ${names} named no resource: the plan prints every path`);
    }
  };
}
