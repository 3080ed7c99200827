import { didYouMean } from "./did-you-mean.ts";

/** The parts of a Pulumi URN. */
export interface Urn {
  readonly stack: string;
  readonly project: string;
  /** Types from the outermost component to the resource itself. */
  readonly types: readonly string[];
  readonly name: string;
}

/** Stack, project, chain of types, name. */
export const urnPattern =
  /^urn:pulumi:([^\s:]+)::([^\s:]+)::([^\s:$]+:[^\s:$]*:[^\s:$]+(?:\$[^\s:$]+:[^\s:$]*:[^\s:$]+)*)::(\S+)$/;

/** Reads a URN; undefined for what is none. */
export function parseUrn(text: string): Urn | undefined {
  const [, stack, project, chain, name] = urnPattern.exec(text) ?? [];
  if (stack === undefined || project === undefined || chain === undefined || name === undefined) {
    return undefined;
  }
  return { stack, project, types: chain.split("$"), name };
}

/** Logical name in a URN, which may hold colons itself. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The URN of these parts. */
export function formatUrn({ stack, project, types, name }: Urn): string {
  return `urn:pulumi:${stack}::${project}::${types.join("$")}::${name}`;
}

/** A sentence for each URN in `environment.allowReplace` that nothing has. */
export function unmatchedUrns(urns: readonly string[], declared: Iterable<string>): string[] {
  const there = [...declared];
  return urns
    .filter((urn) => !there.includes(urn))
    .map((urn) => {
      const guess = nearest(urn, there);
      const meant = guess === undefined ? "" : ` (did you mean "${guess}"?)`;
      return `environment.allowReplace: nothing that is declared is ${urn}: remove the line if that is deleted by now${meant}`;
    });
}

/** The URN of the same type whose name is nearest. */
function nearest(urn: string, there: readonly string[]): string | undefined {
  const wanted = parseUrn(urn);
  const alike = there.flatMap((other) => {
    const { types, name } = parseUrn(other) ?? {};
    return name !== undefined && types?.at(-1) === wanted?.types.at(-1) ? [{ name, urn: other }] : [];
  });
  const name = didYouMean(
    wanted?.name ?? "",
    alike.map((one) => one.name),
  );
  return alike.find((one) => one.name === name)?.urn;
}
