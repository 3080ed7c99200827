import * as pulumi from "@pulumi/pulumi";
import { didYouMean } from "../lib/did-you-mean.ts";

/** A change to one child resource. */
export interface Override {
  /** `<component>/<resource>`, for example `api/api-targets`. */
  readonly path: string;
  readonly because: string;
  /** Inputs that take the place of the declared ones. */
  readonly props: Readonly<Record<string, unknown>>;
}

/**
 * Beginnings of the types that nothing can be changed of: all of them is who may do or reach what, a secret, or the
 * record of a run.
 */
const refusedTypes = [
  "aws:acm/",
  "aws:cloudwatch/logResourcePolicy:",
  "aws:ec2/defaultSecurityGroup:",
  "aws:ec2/securityGroup:",
  "aws:efs/accessPoint:",
  "aws:efs/fileSystemPolicy:",
  "aws:elasticache/user:",
  "aws:elasticache/userGroup:",
  "aws:iam/",
  "aws:lb/listener:",
  "aws:rds/parameterGroup:",
  "aws:s3/bucketOwnershipControls:",
  "aws:s3/bucketPolicy:",
  "aws:s3/bucketPublicAccessBlock:",
  "aws:s3/bucketServerSideEncryptionConfiguration:",
  "aws:secretsmanager/",
  "aws:sns/topicPolicy:",
  "aws:ssm/parameter:",
  "aws:vpc/",
  "aws:wafv2/",
  "github:",
  "pulumi:",
  "random:",
];

/** Inputs of the other types, by what they do: they have keys of their own where a weaker choice is possible at all. */
const refusedInputs: Readonly<Record<string, readonly string[]>> = {
  "protects or keeps data": [
    "backupRetentionPeriod",
    "deleteAutomatedBackups",
    "deletionProtection",
    "enableDeletionProtection",
    "finalSnapshotIdentifier",
    "forceDestroy",
    "skipFinalSnapshot",
    "backupPolicy",
    "snapshotRetentionLimit",
  ],
  encrypts: [
    "atRestEncryptionEnabled",
    "caCertIdentifier",
    "encrypted",
    "kmsKeyId",
    "kmsMasterKeyId",
    "masterUserSecretKmsKeyId",
    "parameterGroupName",
    "performanceInsightsKmsKeyId",
    "storageEncrypted",
    "sqsManagedSseEnabled",
    "transitEncryptionEnabled",
    "transitEncryptionMode",
  ],
  "says who reaches it": [
    "dropInvalidHeaderFields",
    "enableExecuteCommand",
    "gatewayId",
    "internal",
    "mapPublicIpOnLaunch",
    "networkConfiguration",
    "policy",
    "publiclyAccessible",
    "routeTableId",
    "routeTableIds",
    "routes",
    "securityGroupIds",
    "securityGroups",
    "subnetGroupName",
    "dbSubnetGroupName",
    "subnetIds",
    "subnetMappings",
    "subnets",
    "userGroupIds",
    "vpcSecurityGroupIds",
  ],
  "holds secrets, or runs with them": [
    "authToken",
    "containerDefinitions",
    "endpoint",
    "executionRoleArn",
    "manageMasterUserPassword",
    "password",
    "passwordWo",
    "target",
    "taskDefinition",
    "taskRoleArn",
    "username",
    "volumes",
  ],
  "makes an alarm act": ["actionsEnabled", "alarmActions", "alarmRule", "insufficientDataActions", "okActions"],
};

/** Tags by which a resource is known as ours. */
const refusedTags = ["app", "managed-by", "slipway:resource", "stack"];

/** Whether nothing may be changed of resources of a type. */
export function isRefusedType(type: string): boolean {
  return refusedTypes.some((refused) => type.startsWith(refused));
}

/** Every reason why the overrides may not be that needs no resource to be seen, in words; empty when all are fine. */
export function overrideProblems(overrides: readonly Override[]): string[] {
  const seen = new Set<string>();
  return overrides.flatMap((override) => {
    const { path } = override;
    // Node runs it without a look at the types.
    const { because, props }: { because?: unknown; props?: unknown } = override;
    const isMapping = typeof props === "object" && props !== null;
    const problems = isMapping
      ? inputProblems(override)
      : [`override of ${path} changes nothing: write inputs in "props"`];
    if (!/^[^/]+(\/[^/]+)+$/.test(path)) {
      problems.push(`override "${path}" names no resource: write <component>/<resource>, ${wherePathsAre}`);
    }
    if (typeof because !== "string" || because.trim().length < 10) {
      problems.push(
        `override of ${path} has no reason of ten characters or more: say in "because" why the configuration is not enough`,
      );
    }
    if (seen.has(path)) {
      problems.push(`override of ${path} stands twice: put its props into one`);
    }
    seen.add(path);
    return problems;
  });
}

/** The plan for people counts resources, and names few. */
const wherePathsAre = "as it stands in resources of: npx slipway plan <stack> --json";

function inputProblems({ path, props }: Override): string[] {
  const leaveOut = "leave it out, the configuration has a key where there is a choice";
  const inputs = Object.entries(refusedInputs).flatMap(([does, keys]) =>
    keys
      .filter((key) => key in props)
      .map((key) => `override of ${path} sets "${key}", an input that ${does}: ${leaveOut}`),
  );
  const { tags } = props;
  const tagKeys = typeof tags === "object" && tags !== null ? Object.keys(tags) : [];
  const ours = tagKeys
    .filter((key) => refusedTags.includes(key))
    .map((key) => `override of ${path} sets the tag "${key}", by which the resource is found: choose another key`);
  return [...inputs, ...ours];
}

/**
 * Applies the overrides to the resources they name, before the engine sees them. Returns what to call when all is
 * declared: it throws for everything that is wrong with them, together. An override with a problem changes nothing.
 */
export function applyOverrides(overrides: readonly Override[]): () => void {
  const problems = overrideProblems(overrides);
  const unused = new Map(overrides.map((override) => [override.path, override]));
  const byPath = new Map(unused);
  const paths = new Map<pulumi.Resource, string>();
  pulumi.runtime.registerStackTransformation(({ resource, type, name, props, opts }) => {
    const above = opts.parent && paths.get(opts.parent);
    const path = above ? `${above}/${name}` : name;
    paths.set(resource, path);
    // A component has no inputs: nothing of it would change.
    const override = type.startsWith("slipway:") ? undefined : byPath.get(path);
    if (!override) {
      return undefined;
    }
    unused.delete(path);
    if (isRefusedType(type)) {
      problems.push(
        `override of ${path} changes a resource of type ${type}, which says who may do or reach what, or holds a secret: ` +
          "remove it, the configuration has a key where there is a choice",
      );
    }
    return problems.length ? undefined : { props: { ...props, ...override.props }, opts };
  });
  return () => {
    for (const path of unused.keys()) {
      // A path that cannot be one is told already.
      if (path.includes("/")) {
        const guess = nearestOf(path, [...paths]);
        const meant = guess === undefined ? "" : ` (did you mean "${guess}"?)`;
        problems.push(`override of ${path} named no resource${meant}: write its path, ${wherePathsAre}`);
      }
    }
    if (problems.length) {
      throw new pulumi.RunError(problems.join("\n"));
    }
  };
}

/** The child whose own name is nearest, wherever it is: many stand a component deeper than one believes. */
function nearestOf(path: string, paths: readonly (readonly [pulumi.Resource, string])[]): string | undefined {
  const byName = new Map(
    paths.filter(([one]) => pulumi.CustomResource.isInstance(one)).map(([, child]) => [nameOf(child), child]),
  );
  const name = didYouMean(nameOf(path), [...byName.keys()]);
  return name === undefined ? undefined : byName.get(name);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
