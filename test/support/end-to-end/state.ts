import assert from "node:assert/strict";
import type { Plan, PlannedResource } from "../../../plan/plan.ts";
import type { ProjectCopy } from "./project-copy.ts";

/** A resource as `pulumi stack export` writes it. */
export interface Exported {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly dependencies?: readonly string[];
  readonly ignoreChanges?: readonly string[];
  readonly customTimeouts?: Readonly<Record<string, number>>;
  readonly resourceHooks?: Readonly<Record<string, readonly string[]>>;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What the engine's state holds, its secrets decrypted. */
export async function exported(copy: ProjectCopy, stack: string): Promise<readonly Exported[]> {
  const { code, stdout, stderr } = await copy.slipway([
    "sandbox",
    "--",
    "pulumi",
    "stack",
    "export",
    "--show-secrets",
    "--stack",
    stack,
  ]);
  assert.equal(code, 0, stderr);
  // It holds every secret in clear, on purpose.
  copy.printed.splice(copy.printed.indexOf(stdout), 1);
  return JSON.parse(stdout).deployment.resources;
}

/** What the engine's state holds, as its backend in the sandbox keeps it; secrets are ciphertext. */
export function recorded(copy: ProjectCopy, project: string, stack: string): readonly Exported[] {
  const file = copy.read(".slipway", project, "backend", ".pulumi", "stacks", project, `${stack}.json`);
  return JSON.parse(file).checkpoint.latest.resources;
}

/** Insists that a state is what a plan said, in everything that a state records. */
export function isAsPlanned(state: readonly Exported[], { resources }: Plan): void {
  const found = declaredOf(state).map(asRecorded);
  assert.deepEqual(
    found.map(({ urn }) => urn).sort(),
    resources.map(({ urn }) => urn),
  );
  const byUrn = new Map(found.map((resource) => [resource.urn, resource]));
  for (const resource of resources) {
    assert.deepEqual(byUrn.get(resource.urn), asPlanned(resource));
  }
}

/** What `slipway plan` says of a stack. */
export async function planned(copy: ProjectCopy, stack: string): Promise<Plan> {
  const { code, stdout, stderr } = await copy.slipway(["plan", stack, "--json"]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

/** The resources of a plan that count as such: neither components, which are only names, nor providers. */
export function countedOf<One extends Pick<PlannedResource, "custom" | "type">>({
  resources,
}: {
  readonly resources: readonly One[];
}): readonly One[] {
  return resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
}

/** The resources of a state that a program declares: not the stack itself, nor the providers that the engine adds. */
function declaredOf(state: readonly Exported[]): readonly Exported[] {
  return state.filter(({ type, urn }) => type !== "pulumi:pulumi:Stack" && !isDefaultProvider(urn));
}

/** What a plan says of a resource, as far as a state records it. */
function asPlanned(resource: PlannedResource) {
  const { urn, type, custom, parent, provider, protect, retainOnDelete, dependsOn, ignoreChanges } = resource;
  return {
    urn,
    type,
    custom,
    parent,
    provider,
    protect,
    retainOnDelete,
    dependsOn,
    ignoreChanges,
    hooks: resource.hooks,
    timeouts: Object.fromEntries(Object.entries(resource.timeouts).map(([key, text]) => [key, seconds(text)])),
  };
}

/** What a state records of a resource, as a plan says it. */
function asRecorded(resource: Exported) {
  const { urn, type, custom, parent, provider, customTimeouts = {}, resourceHooks = {} } = resource;
  const isTop = parent?.split("::")[2] === "pulumi:pulumi:Stack";
  const providerUrn = provider?.slice(0, provider.lastIndexOf("::"));
  return {
    urn,
    type,
    custom,
    parent: isTop ? undefined : parent,
    provider: providerUrn && !isDefaultProvider(providerUrn) ? providerUrn : undefined,
    protect: resource.protect ?? false,
    retainOnDelete: resource.retainOnDelete ?? false,
    dependsOn: [...(resource.dependencies ?? [])].sort(),
    ignoreChanges: resource.ignoreChanges ?? [],
    hooks: Object.fromEntries(
      Object.entries(resourceHooks).map(([when, names]) => [`${when.charAt(0).toLowerCase()}${when.slice(1)}`, names]),
    ),
    timeouts: Object.fromEntries(Object.entries(customTimeouts).filter(([, value]) => value > 0)),
  };
}

function isDefaultProvider(urn: string): boolean {
  return /::pulumi:providers:[a-z]+::default(_|$)/.test(urn);
}

/** `1h30m` */
function seconds(text: string): number {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };
  return [...text.matchAll(/([\d.]+)([hms])/g)].reduce(
    (sum, [, n, unit = "s"]) => sum + Number(n) * (units[unit] ?? 1),
    0,
  );
}

const signature = "4dabf18193072939515e22adb298388d";

/** Shorter texts are on every page without being anybody's secret. */
const shortestSecret = 8;

/** Every secret text in a state. */
export function secretTexts(state: readonly Exported[]): readonly string[] {
  const values = state.flatMap(({ inputs, outputs }) => [...secretsIn(inputs), ...secretsIn(outputs)]);
  return [...new Set(values.flatMap(textsIn))].filter((text) => text.length >= shortestSecret);
}

function secretsIn(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return signature in value && "plaintext" in value
    ? [JSON.parse(String(value.plaintext))]
    : Object.values(value).flatMap(secretsIn);
}

/** Every text in a value, however deep. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
