import { parse } from "yaml";
import { pathsOf, textOf } from "../house/sources.ts";

/** One step of a job, as it is written. */
export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly "working-directory"?: string;
}

/** One job of a workflow, as it is written. */
export interface Job {
  readonly name?: string;
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string | { readonly name: string };
  readonly concurrency?: Concurrency;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly defaults?: { readonly run: { readonly "working-directory": string } };
  readonly steps?: readonly Step[];
  readonly "timeout-minutes"?: number;
}

interface Concurrency {
  readonly group: string;
  readonly "cancel-in-progress": boolean | string;
}

/** A workflow of this repository. */
export interface Workflow {
  /** `deploy`, of `.github/workflows/deploy.yml`. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly yaml: {
    readonly on: Readonly<Record<string, unknown>>;
    readonly permissions?: unknown;
    readonly concurrency?: Concurrency;
    readonly env?: Readonly<Record<string, string>>;
    readonly jobs: Readonly<Record<string, Job>>;
  };
}

/** All workflows of this repository. */
export const workflows: readonly Workflow[] = pathsOf(".github/workflows/*.yml").map((path) => {
  const text = textOf(path);
  return { name: path.replace(/^.*\/(.+)\.yml$/, "$1"), path, text, yaml: parse(text) };
});

export function workflowNamed(wanted: string): Workflow {
  const found = workflows.find(({ name }) => name === wanted);
  if (found === undefined) {
    throw new Error(`there is no .github/workflows/${wanted}.yml`);
  }
  return found;
}

/** Every job of every workflow, by `<workflow> <job>`. */
export const jobs: readonly (readonly [string, Job])[] = workflows.flatMap(({ name, yaml }) =>
  Object.entries(yaml.jobs).map(([id, job]) => [`${name} ${id}`, job] as const),
);

/** Path of what installs slipway in a job. */
export const setUpPath = ".github/actions/set-up/action.yml";

/** Its steps. */
export const setUpSteps: readonly Step[] = parse(textOf(setUpPath)).runs.steps;

/** Every step, by the job that it is of. */
export const steps: readonly (readonly [string, Step])[] = [
  ...jobs.flatMap(([name, job]) => (job.steps ?? []).map((step) => [name, step] as const)),
  ...setUpSteps.map((step) => ["set-up", step] as const),
];
