import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type LocatedStack, parts, workspaceFolder } from "./workspace.ts";

/** An update or a destroy in the history of the sandbox's own backend. */
export interface PastUpdate {
  /** Its place among all that the history has, from 1. */
  readonly number: number;
  readonly kind: "update" | "destroy";
  readonly isSuccess: boolean;
  /** Milliseconds. */
  readonly endTime: number;
  /** Commit of the program. */
  readonly commit?: string;
  /** Something was not committed. */
  readonly isDirty: boolean;
  /** Objects of the configuration by their key. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What happened to a stack in the sandbox, the newest first, read without the engine: it takes a second to start. */
export function* pastUpdates({ root, project, stack }: LocatedStack): Generator<PastUpdate> {
  const folder = join(parts.backend(workspaceFolder({ root, project })), ".pulumi", "history", project, stack);
  if (!existsSync(folder)) return;
  // The names are by their time.
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".history.json"))
    .toSorted();
  for (let number = names.length; number > 0; number--) {
    const entry = JSON.parse(readFileSync(join(folder, names[number - 1] ?? ""), "utf8"));
    const { kind, result, endTime, environment, config } = Object(entry);
    if (kind !== "update" && kind !== "destroy") continue;
    const commit = Object(environment)["git.head"];
    yield {
      number,
      kind,
      isSuccess: result === "succeeded",
      endTime: Number(endTime) * 1000,
      ...(typeof commit === "string" && { commit }),
      isDirty: Object(environment)["git.dirty"] === "true",
      config: Object(config),
    };
  }
}
