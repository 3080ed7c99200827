import { type GuardedPlan, type Loss, losses } from "../../plan/guard.ts";
import { passed, refused, type Verdict } from "./gate.ts";

/** Nothing that holds data is replaced or deleted, unless the place allows it by name. Nothing forces this one. */
export function guardGate(deployed: GuardedPlan | undefined, candidate: GuardedPlan | undefined): Verdict {
  if (!candidate) {
    return refused("guard", "cannot tell what would be lost while the configuration has problems: mend them first");
  }
  if (!deployed) {
    return passed("guard", "nothing is there yet that could be lost");
  }
  const { refused: lost, allowed } = losses(deployed, candidate);
  if (lost.length > 0) {
    return refused(
      "guard",
      `${lost.map(lossText).join("; ")}: if it is meant, name it in environment.allowReplace ` +
        `(${lost.map(({ urn }) => urn).join(", ")}), with the steps of docs/stateful-guard.md`,
    );
  }
  return passed(
    "guard",
    allowed.length > 0
      ? `${allowed.map(lossText).join("; ")}, which environment.allowReplace allows`
      : "nothing that holds data would be replaced or deleted",
  );
}

function lossText({ path, type, change, causes }: Loss): string {
  const what = `${path} (${type.split(":").at(-1)}) would be ${change === "delete" ? "deleted" : "replaced"}`;
  const because = causes.map(({ property, from, to }) => `${property} ${shown(from)} → ${shown(to)}`);
  return because.length > 0 ? `${what} because of ${because.join(", ")}` : what;
}

function shown(value: unknown): string {
  return value === undefined ? "(not set)" : JSON.stringify(value);
}
