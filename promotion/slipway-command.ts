import { argumentFor } from "../sandbox/run/workspace.ts";
import type { Stage } from "./stage.ts";

/** A command as it is to be pasted: `npx slipway verify staging`, in the sandbox with `--sandbox`. */
export function slipwayCommand(
  verb: string,
  { located, isSandbox }: Pick<Stage, "located" | "isSandbox">,
  flags = "",
): string {
  return ["npx slipway", verb, argumentFor(located), flags, isSandbox ? "--sandbox" : ""].filter(Boolean).join(" ");
}
