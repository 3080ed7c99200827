import { registerHooks } from "node:module";
import type { WorkflowTemplate } from "@actions/workflow-parser";

type Parser = typeof import("@actions/workflow-parser");

let loaded: Promise<Parser> | undefined;

/** A workflow as GitHub itself reads it; rejects with what GitHub would refuse. */
export async function readAsGitHub(path: string, text: string): Promise<WorkflowTemplate> {
  loaded ??= load();
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await loaded;
  const { context, value } = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter());
  const template = value && (await convertWorkflowTemplate(context, value));
  const mistakes = context.errors.getErrors().map(({ message }) => message);
  if (template === undefined || mistakes.length > 0) {
    throw new Error(mistakes.join("\n") || `${path} is empty`);
  }
  return template;
}

/** It imports its schema as JSON without saying so, which Node wants to be said. */
async function load(): Promise<Parser> {
  const hooks = registerHooks({
    load: (url, context, next) =>
      next(url, url.endsWith(".min.json") ? { ...context, importAttributes: { type: "json" } } : context),
  });
  try {
    return await import("@actions/workflow-parser");
  } finally {
    hooks.deregister();
  }
}
