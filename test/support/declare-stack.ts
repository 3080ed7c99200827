import * as pulumi from "@pulumi/pulumi";
import { offlineCloud } from "../../cloud/offline.ts";
import type { StackValues } from "../../config/parse.ts";
import { formatProblems } from "../../config/problem.ts";
import { resolve } from "../../config/resolve.ts";
import type { Stack } from "../../config/stack.ts";
import { readStackFile } from "../../config/stack-file.ts";
import main from "../../index.ts";
import { mapValues } from "../../lib/records.ts";
import { declare } from "../../plan/declare.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";

/** What a provider answered for one resource: what the program could know of it, secrets included. */
export type Answer = Readonly<Record<string, unknown>>;

/** What a plan holds, with what the models answered in it. */
export interface Declared extends Pick<Plan, "project" | "stack" | "place" | "resources" | "outputs"> {
  /** By URN; `id` is among them. */
  readonly answers: ReadonlyMap<string, Answer>;
}

export const place = { accountId: "111111111111", region: "eu-north-1" };

const known = new Map<string, Promise<Declared>>();

/** Everything that a stack declares, which is worked out once however often it is asked for: a file's or a literal's. */
export function declareStack(stack: Stack | string): Promise<Declared> {
  const key = typeof stack === "string" ? stack : keyOf(stack);
  const declared =
    known.get(key) ??
    (typeof stack === "string"
      ? declareValues(stack, valuesOf(stack))
      : declareLoaded({ stack, warnings: [] }, "test"));
  known.set(key, declared);
  return declared;
}

const outputs: unknown[] = [];

/** The stack as text; a secret's value is an output, which has none. */
function keyOf(stack: Stack): string {
  const secrets = mapValues(stack.secrets, (secret) => {
    if (secret.kind !== "given") {
      return secret;
    }
    outputs.push(...(outputs.includes(secret.value) ? [] : [secret.value]));
    return outputs.indexOf(secret.value);
  });
  return JSON.stringify({ ...stack, secrets });
}

/** The four keys of a stack file, to be changed and declared. */
export function valuesOf(file: string): StackValues {
  return structuredClone(readStackFile(file).values);
}

/** What the stack of `file` would declare if its values were these. */
export async function declareValues(file: string, values: StackValues): Promise<Declared> {
  const read = readStackFile(file);
  const resolved = resolve(values, read, (value) => pulumi.secret(value));
  if (!("stack" in resolved)) {
    throw new Error("problems" in resolved ? formatProblems(resolved.problems, file) : `nothing promoted to ${file}`);
  }
  return declareLoaded({ ...resolved, warnings: [] }, read.project);
}

/** What the stack of `file` declares when the engine runs the program, under a project of another name. */
export async function declareAsEngine(file: string, project: string): Promise<readonly PlannedResource[]> {
  const { stack, values } = readStackFile(file);
  const config = Object.entries(values).map(([key, value]) => [`slipway:${key}`, JSON.stringify(value)]);
  process.env.PULUMI_OPTION_CONFIG_FILE = file;
  try {
    const { resources } = await declare(
      () => {
        pulumi.runtime.setAllConfig(Object.fromEntries(config));
        return main(undefined, offlineCloud);
      },
      { project, stack, place: placeOf(values) },
    );
    return resources;
  } finally {
    delete process.env.PULUMI_OPTION_CONFIG_FILE;
    pulumi.runtime.setAllConfig({});
  }
}

function placeOf({ environment }: StackValues): typeof place {
  const { aws } = environment as { aws: typeof place };
  return aws;
}

async function declareLoaded(
  loaded: { readonly stack: Stack; readonly warnings: readonly string[] },
  project: string,
): Promise<Declared> {
  const { name, prefix, profile, account } = loaded.stack;
  const where = { accountId: account.accountId, region: account.region };
  const { answers, ...declared } = await observed(() => main(loaded, offlineCloud), {
    project,
    stack: name,
    place: where,
  });
  return { ...declared, place: { ...where, prefix, profile }, answers };
}

/** What a piece of a program declares. */
export async function declareComponent(program: () => unknown): Promise<Declared> {
  const declared = await observed(async () => void (await program()), { project: "test", stack: "staging", place });
  return { ...declared, place: { ...place, prefix: "shop-staging", profile: "staging" } };
}

async function observed(program: () => Promise<unknown>, declaration: Parameters<typeof declare>[1]) {
  const resources: pulumi.Resource[] = [];
  const declared = await declare(() => {
    pulumi.runtime.registerStackTransformation(({ resource }) => {
      resources.push(resource);
      return undefined;
    });
    return program();
  }, declaration);
  const answers = await Promise.all(
    resources
      .filter((resource) => pulumi.CustomResource.isInstance(resource))
      .map(async (resource) => [await valueIn(resource.urn), await answerOf(resource)] as const),
  );
  return { ...declared, answers: new Map(answers) };
}

async function answerOf(resource: pulumi.Resource): Promise<Answer> {
  const properties = Object.entries(resource).filter(
    ([key, value]) => !key.startsWith("__") && pulumi.Output.isInstance(value),
  );
  return Object.fromEntries(await Promise.all(properties.map(async ([key, value]) => [key, await valueIn(value)])));
}

function valueIn<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((done) => {
    pulumi.output(output).apply((value) => done(value as T));
  });
}

/** The resource at a path. */
export function at({ resources }: Pick<Plan, "resources">, path: string): PlannedResource {
  const found = resources.find((resource) => resource.path === path);
  if (!found) {
    const near = resources
      .map((resource) => resource.path)
      .filter((other) => other.startsWith(path.split("/")[0] ?? ""));
    throw new Error(`nothing is declared at ${path}; there are ${near.join(", ")}`);
  }
  return found;
}

/** All resources of a type, by the end of its token: `lb/listener:Listener` or `Listener`. */
export function ofType({ resources }: Pick<Plan, "resources">, type: string): PlannedResource[] {
  return resources.filter((resource) => resource.type.endsWith(`:${type}`));
}

/** What the provider answered for the resource at a path. */
export function answered(declared: Declared, path: string): Answer {
  return declared.answers.get(at(declared, path).urn) ?? {};
}

/** Paths of some resources, in order. */
export function paths(resources: readonly PlannedResource[]): string[] {
  return resources.map(({ path }) => path).sort();
}
