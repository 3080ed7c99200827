import { z } from "zod";
import { messageOf } from "../lib/message-of.ts";
import type { Pulumi } from "./pulumi.ts";

const updates = z.array(
  z.looseObject({
    kind: z.string(),
    result: z.string(),
    startTime: z.string(),
    environment: z.record(z.string(), z.string()).default({}),
    config: z
      .record(z.string(), z.looseObject({ objectValue: z.unknown().optional(), secret: z.boolean().optional() }))
      .default({}),
  }),
);

/** The last update that ended well, as Pulumi's history has it. */
export interface Update {
  readonly startTime: string;
  /** Commit of the program; absent where it was no git repository. */
  readonly commit?: string;
  /** Something was not committed. */
  readonly isDirty: boolean;
  /** Objects of the configuration by their key, without those that hold secrets. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** Asks Pulumi for the last update that ended well; where it cannot be asked or knows of none, says why. */
export async function lastUpdate(pulumi: Pulumi): Promise<Update | { readonly why: string }> {
  let json: string;
  try {
    // One that failed may have left a resource out of its program that is there all the same.
    json = await pulumi(["stack", "history", "--json", "--page-size", "100"]);
  } catch (error) {
    return { why: messageOf(error).split("\n")[0] ?? "" };
  }
  const last = updates.parse(JSON.parse(json)).find(({ kind, result }) => kind === "update" && result === "succeeded");
  if (!last) {
    return { why: "no update of this stack has ended well yet" };
  }
  const { startTime, environment, config } = last;
  const commit = environment["git.head"];
  const plain = Object.entries(config).filter(([, value]) => !value.secret && value.objectValue !== undefined);
  return {
    startTime,
    ...(commit !== undefined && { commit }),
    isDirty: environment["git.dirty"] === "true",
    config: Object.fromEntries(plain.map(([key, value]) => [key, value.objectValue])),
  };
}
