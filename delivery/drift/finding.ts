import { messageOf } from "../../lib/message-of.ts";

/** Something that was found, or could not be. */
export interface Finding {
  /** `differs` from what is declared; `told`: good to know and no difference; `unknown`: it could not be read. */
  readonly is: "differs" | "told" | "unknown";
  /** `environment production of acme/harbour`. */
  readonly about: string;
  readonly says: string;
  /** What puts it right: `pulumi up`, or a person where Pulumi's refresh does not see it. */
  readonly mend?: "up" | "hand" | undefined;
}

/** What is said of a thing that is declared and not there. */
export const missing = "there is none";

/** Makes findings about one thing. */
export interface About {
  differs(says: string, mend: "up" | "hand"): Finding;
  told(says: string): Finding;
}

export function about(what: string): About {
  return {
    differs: (says, mend) => ({ is: "differs", about: what, says, mend }),
    told: (says) => ({ is: "told", about: what, says }),
  };
}

/** Compares one thing; that it cannot be read is a finding too, so that the rest is still compared. */
export async function reading(
  what: string,
  compare: (found: About) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await compare(about(what));
  } catch (error) {
    return [{ is: "unknown", about: what, says: messageOf(error) }];
  }
}

/** A list in words: `nobody` and the like where it has nothing. */
export function listed(names: readonly string[], nothing: string): string {
  return names.length === 0 ? nothing : names.toSorted().join(", ");
}

/** Names in which two lists differ. */
export function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return names.filter((name) => !others.includes(name)).toSorted();
}
