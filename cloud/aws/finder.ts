import type { Wanted } from "../cloud.ts";
import type { Session } from "./session.ts";

/** Looks for resources of one type: the ids that the provider's state would have of all that fit. */
export type Finder = (wanted: Wanted, session: Session) => Promise<readonly string[]>;

/** Finders by Pulumi type token. */
export type Finders = Readonly<Record<string, Finder>>;

/** The answer of a call, or undefined when AWS says by one of `errors` that there is no such thing. */
export async function whenThere<T>(answer: Promise<T>, ...errors: readonly string[]): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && errors.includes(error.name)) {
      return undefined;
    }
    throw error;
  }
}

/** An input as text; "" when it is absent or not a plain value, which no resource has. */
export function text(inputs: Wanted["inputs"], key: string): string {
  const value = inputs[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Tags as the different services write them. */
type Tags = readonly {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}[];

/** Whether something found by its name is ours: another team's resource of the same name must not be taken over. */
export function isOurs(tags: Tags | undefined, { tag }: Wanted): boolean {
  return (
    tag === undefined ||
    (tags ?? []).some((found) => (found.Key ?? found.key) === tag.key && (found.Value ?? found.value) === tag.value)
  );
}

/** Those of `ids` that are there. */
export function present(...ids: readonly (string | undefined | false)[]): string[] {
  return ids.filter((id) => typeof id === "string").filter((id) => id !== "");
}
