import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { publicImages } from "../lib/public-images.ts";
import { UserError } from "../lib/user-error.ts";
import { repositorySchema } from "./world-github.ts";

const accountId = z.string().regex(/^\d{12}$/, "twelve digits, in quotes");
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 hexadecimal digits");

const schema = z.strictObject({
  /** AWS accounts that the sandbox's credentials reach. */
  accounts: z.array(accountId).min(1),
  /** Hosted zones of Route 53; without `account`, in every account; with `role`, written by that role alone. */
  zones: z
    .array(
      z.strictObject({
        name: z.string(),
        id: z.string().regex(/^Z[A-Z0-9]{8,31}$/),
        account: accountId.optional(),
        role: z.string().startsWith("arn:aws:iam::").optional(),
      }),
    )
    .default([]),
  /** Domains whose DNS is not Route 53; whoever has it sets every record that is asked for. */
  externalDns: z.array(z.string()).default([]),
  /** Certificates of ACM that are issued beforehand. */
  certificates: z.array(z.strictObject({ arn: z.string().startsWith("arn:aws:acm:") })).default([]),
  /** Networks that somebody else has made; `out` is how a subnet reaches the internet. */
  networks: z
    .array(
      z.strictObject({
        account: accountId,
        region: z.string(),
        vpcId: z.string().regex(/^vpc-[0-9a-f]{8,17}$/),
        cidr: z.string(),
        subnets: z.record(
          z.string().regex(/^subnet-[0-9a-f]{8,17}$/),
          z.strictObject({ zone: z.string(), cidr: z.string(), out: z.enum(["internet", "nat", "none"]) }),
        ),
      }),
    )
    .default([]),
  /** Instances of RDS for PostgreSQL that somebody else has made, in a network of theirs. */
  databases: z
    .array(
      z.strictObject({
        account: accountId,
        region: z.string(),
        identifier: z.string(),
        version: z.string().regex(/^\d+$/, "a major version, in quotes"),
        vpcId: z.string().regex(/^vpc-[0-9a-f]{8,17}$/),
        securityGroup: z.string().regex(/^sg-[0-9a-f]{8,17}$/),
        port: z.int().default(5432),
        username: z.string().default("postgres"),
        dbName: z.string().optional(),
      }),
    )
    .default([]),
  /** Snapshots of such instances. */
  snapshots: z
    .array(
      z.strictObject({
        account: accountId,
        region: z.string(),
        name: z.string(),
        version: z.string().regex(/^\d+$/, "a major version, in quotes"),
        username: z.string().default("postgres"),
        dbName: z.string().default("main"),
        storageGiB: z.int().default(20),
        encrypted: z.boolean().default(true),
      }),
    )
    .default([]),
  /** What the registries hold, by repository. A private one needs credentials. */
  images: z
    .record(
      z.string(),
      z.strictObject({
        digests: z.array(digest).default([]),
        platforms: z.array(z.enum(["linux/amd64", "linux/arm64"])).default(["linux/amd64", "linux/arm64"]),
        private: z.boolean().default(false),
      }),
    )
    .default({}),
  /** The values of `slipway:secrets`, by NAME. */
  secrets: z.record(z.string(), z.string()).default({}),
  /** Secrets of Secrets Manager that exist beforehand; `keys` are the names in the JSON of one that holds some. */
  existingSecrets: z
    .array(
      z.strictObject({ arn: z.string().startsWith("arn:aws:secretsmanager:"), keys: z.array(z.string()).optional() }),
    )
    .default([]),
  /** Workspaces of Slack that were authorised for Amazon Q Developer in chat applications. */
  slackWorkspaces: z.array(z.string().regex(/^[0-9A-Z]+$/)).default([]),
  /** Repositories on GitHub: `owner/name`, or one with its visibility, plan and settings. */
  repositories: z.array(repositorySchema).default([]),
  /** Logins on GitHub. */
  users: z.array(z.string()).default([]),
  /** Teams on GitHub, `owner/slug`. */
  teams: z.array(z.string()).default([]),
  /** How the containers of a task end that do not simply succeed, by family of the task definition. */
  tasks: z
    .record(z.string(), z.strictObject({ exitCode: z.int().min(0).max(255), says: z.array(z.string()).default([]) }))
    .default({}),
  /** What the app answers that does not simply answer 200, by method and path: `POST /webhooks/github`. */
  answers: z
    .record(
      z.string().regex(/^[A-Z]+ \//, "a method and a path: GET /health"),
      z.strictObject({
        status: z.int().min(100).max(599),
        headers: z.record(z.string(), z.string()).default({}),
        body: z.string().default(""),
      }),
    )
    .default({}),
});

/** What exists before slipway comes: accounts, zones, registries, GitHub, and the values that people give. */
export interface World extends z.infer<typeof schema> {
  /** The file it was read from, for a refusal that names the line to add. */
  readonly file: string;
}

/** A world with one account and nothing in it. */
export function emptyWorld(more: Partial<World> = {}): World {
  return { file: "world.yaml", ...schema.parse({ accounts: ["111111111111"] }), ...more };
}

/**
 * Reads a `world.yaml`.
 *
 * @param name what messages call the file
 */
export function readWorld(file: string, name: string = file): World {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UserError(
      `sandbox world ${name} is missing: it says what exists beforehand (zones, images, secrets …). npx slipway init writes one, and docs/sandbox.md says what is in it`,
    );
  }
  let yaml: unknown;
  try {
    yaml = parse(text);
  } catch (error) {
    throw new UserError(`sandbox world ${name} is no YAML: ${error instanceof Error ? error.message : error}`);
  }
  const world = schema.safeParse(yaml);
  if (world.success) {
    return { file: name, ...world.data, images: { ...ownImages(), ...world.data.images } };
  }
  const problems = world.error.issues.map((issue) => `  ${issue.path.join(".") || "(top)"}: ${issue.message}`);
  throw new UserError(`sandbox world ${name} does not fit:\n${problems.join("\n")}`);
}

/** The images that slipway runs itself: every registry has them. */
function ownImages(): World["images"] {
  return Object.fromEntries(
    Object.values(publicImages).map(({ uri }) => {
      const [repository = "", held = ""] = uri.split("@");
      return [repository, { digests: [held], platforms: ["linux/amd64", "linux/arm64"], private: false }];
    }),
  );
}

/** The end of a refusal: which lines to add to the world. */
export function howToAdd(world: World, ...lines: readonly string[]): string {
  return `add it to ${world.file}:\n${lines.map((line) => `    ${line}`).join("\n")}`;
}
