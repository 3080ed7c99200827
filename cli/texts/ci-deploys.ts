import type { StackToDeploy } from "../../delivery/deploys.ts";
import { wrapped } from "./wrapped.ts";

/** Which stacks a commit is deployed to, and why, for a person. */
export function ciDeploysText(stacks: readonly StackToDeploy[]): string {
  if (stacks.length === 0) {
    return "there is no stack file here\n";
  }
  return `${stacks
    .flatMap(({ stack, isDue, because }) => wrapped(`${isDue ? "deploy" : "leave "}  ${stack}: ${because}`, "        "))
    .join("\n")}\n`;
}
