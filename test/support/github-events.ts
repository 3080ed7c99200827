import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import type { WorkflowTemplate } from "@actions/workflow-parser";

/** Something that happens on GitHub, with what the context `github` of a run then holds. */
export interface Happening {
  readonly name: string;
  /** Branch that a pull request goes into. */
  readonly base?: string;
  readonly github: { readonly ref: string } & Readonly<Record<string, unknown>>;
}

/** How a job ends that runs: well and without outputs, where nothing else is said. */
export interface Ending {
  readonly result?: "failure";
  readonly outputs?: Readonly<Record<string, string>>;
}

interface Ended {
  readonly result: "success" | "failure" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
  /** Jobs that it needs, and those that these need. */
  readonly before: readonly string[];
}

/** The jobs of a workflow that run when something happens: none where its filters leave the event out. */
export function jobsThatRun(
  template: WorkflowTemplate,
  happening: Happening,
  endings: Readonly<Record<string, Ending>> = {},
): string[] {
  if (!isTriggered(template, happening)) {
    return [];
  }
  const ended = new Map<string, Ended>();
  for (const { id, needs = [], if: condition } of template.jobs) {
    const own = needs.map(({ value }) => value);
    const before = [...new Set(own.flatMap((need) => [need, ...found(ended, need).before]))];
    const isRun = evaluate(String(condition), {
      contexts: { github: happening.github, needs: Object.fromEntries(own.map((need) => [need, found(ended, need)])) },
      results: before.map((need) => found(ended, need).result),
    });
    const { result = "success", outputs = {} } = endings[id.value] ?? {};
    ended.set(id.value, isRun ? { result, outputs, before } : { result: "skipped", outputs: {}, before });
  }
  return [...ended].filter(([, { result }]) => result !== "skipped").map(([id]) => id);
}

function found(ended: ReadonlyMap<string, Ended>, job: string): Ended {
  const known = ended.get(job);
  if (known === undefined) {
    throw new Error(`job ${job} is needed before it is written: put it further up`);
  }
  return known;
}

/** Filters by branch alone are known; whoever filters by something else teaches it here. */
function isTriggered({ events }: WorkflowTemplate, { name, base, github }: Happening): boolean {
  const filters: unknown = events[name];
  if (filters === undefined) {
    return false;
  }
  const { branches, ...others } = Object(filters);
  const unknown = name === "push" || name === "pull_request" ? Object.keys(others) : [];
  if (unknown.length > 0) {
    throw new Error(`a filter of ${name} is not known here: ${unknown.join(", ")}`);
  }
  if (branches === undefined) {
    return true;
  }
  const branch = base ?? /^refs\/heads\/(.+)$/.exec(github.ref)?.[1];
  return branch !== undefined && branches.includes(branch);
}

interface Known {
  readonly contexts: Readonly<Record<string, unknown>>;
  /** How the jobs ended that come before, also those that are needed by way of others. */
  readonly results: readonly string[];
}

/** What GitHub makes of a condition. */
function evaluate(condition: string, { contexts, results }: Known): boolean {
  const text = condition.replace(/^\$\{\{\s*([\s\S]*?)\s*\}\}$/, "$1");
  const says = (name: string, is: boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(is),
  });
  const functions = [
    says("always", true),
    says("cancelled", false),
    says("failure", results.includes("failure")),
    says(
      "success",
      results.every((result) => result === "success"),
    ),
  ];
  const expression = new Parser(new Lexer(text).lex().tokens, Object.keys(contexts), functions).parse();
  const known: unknown = JSON.parse(JSON.stringify(contexts), data.reviver);
  const context = known instanceof data.Dictionary ? known : new data.Dictionary();
  const functionsByName = new Map(functions.map((one) => [one.name, one]));
  const value = new Evaluator(expression, context, functionsByName).evaluate();
  return value.coerceString() !== "false" && value.coerceString() !== "";
}
