import type { PlannedResource } from "../../plan/plan.ts";

/** One statement of a policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** One container of a task definition, in the words of ECS. */
export interface EcsContainer {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly mountPoints: readonly {
    readonly sourceVolume: string;
    readonly containerPath: string;
    readonly readOnly: boolean;
  }[];
  readonly readonlyRootFilesystem: boolean;
  readonly linuxParameters: {
    readonly initProcessEnabled: boolean;
    readonly tmpfs?: readonly {
      readonly containerPath: string;
      readonly size: number;
      readonly mountOptions: readonly string[];
    }[];
  };
  readonly essential: boolean;
  readonly dependsOn?: readonly { readonly containerName: string; readonly condition: string }[];
  readonly stopTimeout?: number;
  readonly user?: string;
  readonly repositoryCredentials?: { readonly credentialsParameter: string };
}

/** Statements of a policy that a resource has in one of its inputs. */
export function statementsOf(resource: PlannedResource, input = "policy"): Statement[] {
  return parsed<{ Statement: Statement[] }>(resource, input).Statement;
}

/** Containers of a task definition. */
export function containersOf(definition: PlannedResource): EcsContainer[] {
  return parsed<EcsContainer[]>(definition, "containerDefinitions");
}

/** Variables of a container by their name: plain values, and where secrets are found. */
export function variablesOf({ environment, secrets = [] }: EcsContainer): Record<string, string> {
  return Object.fromEntries([
    ...environment.map(({ name, value }) => [name, value]),
    ...secrets.map(({ name, valueFrom }) => [name, valueFrom]),
  ]);
}

function parsed<T>({ inputs, path }: PlannedResource, input: string): T {
  const text = inputs[input];
  if (typeof text !== "string") {
    throw new Error(`${path} has no JSON in ${input}: ${JSON.stringify(text)}`);
  }
  return JSON.parse(text);
}
