import { dirname, relative } from "node:path";
import { argumentFor, type LocatedStack } from "../sandbox/run/workspace.ts";
import type { Stage } from "./stage.ts";

/** A command as it is to be pasted: `npx slipway verify staging`, in the sandbox with `--sandbox`. */
export function slipwayCommand(
  verb: string,
  { located, isSandbox }: Pick<Stage, "located" | "isSandbox">,
  flags = "",
): string {
  return ["npx slipway", verb, argumentFor(located), flags, isSandbox ? "--sandbox" : ""].filter(Boolean).join(" ");
}

/** The command that deploys a stage as its files are. */
export function deployCommand({ located, isSandbox }: Pick<Stage, "located" | "isSandbox">): string {
  return isSandbox
    ? `npx slipway sandbox up ${argumentFor(located)}`
    : pulumiCommand(`pulumi up --stack ${located.stack}`, located);
}

/** A command of `pulumi` as it is to be pasted: it works on the project of the folder that it runs in. */
export function pulumiCommand(command: string, { file }: Pick<LocatedStack, "file">): string {
  const folder = relative(process.cwd(), dirname(file));
  return folder === "" || !command.startsWith("pulumi ") ? command : `${command} --cwd ${folder}`;
}
