import { containersOf, taskDefinitionType } from "../../containers.ts";
import { at, listOf, parsed } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";
import { secretVariable } from "../../secret-variable.ts";

/** With a role of its own a task needs none of these, and ECS hands out the last. */
const keysOfAws: readonly unknown[] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ECS_ENGINE_AUTH_DATA"];

export const taskSecretsByReference: Rule = {
  name: "task-secrets-by-reference",
  demands: "A container gets its secrets by reference, never as the text of a variable.",
  why: "Whoever may look at a task definition reads them, in the console, in logs of changes and in every old revision.",
  sources: [{ control: "ECS.8" }],
  wayOut: "Keep the value in Secrets Manager and name its ARN in the container's secrets.",
  enforcement: "mandatory",
  types: [taskDefinitionType],
  looksAround: false,
  check(definition) {
    const { containerDefinitions } = definition.inputs;
    if (typeof containerDefinitions !== "string") {
      return ["a secret is part of its container definitions"];
    }
    return parsed(containerDefinitions) === undefined
      ? ["its container definitions are no JSON, and cannot be judged"]
      : containersOf(definition).flatMap(secretsShown);
  },
};

function secretsShown(container: unknown): string[] {
  return listOf(at(container, "environment")).flatMap((variable) => {
    const [name, value] = [`${at(variable, "name")}`, `${at(variable, "value")}`];
    const looks = keysOfAws.includes(name) ? "a credential of AWS" : secretVariable(name, value);
    return looks === undefined ? [] : [`${name} of container ${at(container, "name")} looks like ${looks}`];
  });
}
