import type { Rule, Values } from "../model.ts";
import { type Container, containersOf } from "./ecs-container.ts";

/** A rule that looks at each container. */
export function eachContainer(
  id: string,
  says: string,
  source: string,
  refuse: (container: Container, all: readonly Container[], taskDefinition: Values) => string | undefined,
): Rule<Values> {
  return {
    id,
    says,
    source,
    refuse(values) {
      const all = containersOf(values);
      return all.map((container) => refuse(container, all, values)).find((refusal) => refusal !== undefined);
    },
  };
}

/** The first text that is in the list more than once. */
export function repeated(texts: readonly string[]): string | undefined {
  return texts.find((text, at) => texts.indexOf(text) !== at);
}
