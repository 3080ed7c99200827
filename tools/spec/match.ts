import type { PublishedProperty } from "./service-spec.ts";

/** Endings that one side of a pair writes and the other leaves out: `VPCSecurityGroups`, `vpcSecurityGroupIds`. */
const endings = ["id", "arn", "name", "identifier", "configuration"];

/**
 * Finds the provider's name for each published property: the same letters, or the same without the resource's own
 * name in front, or with another ending. A property without a partner is left out. Each input is given away once, and
 * the closest pairs are made first.
 */
export function matchNames(
  owner: string,
  properties: readonly PublishedProperty[],
  inputs: readonly string[],
): Map<string, string> {
  const pairs = new Map<string, string>();
  const free = new Set(inputs);
  for (const isPair of [sameLetters, sameWithoutOwner(owner), sameButEnding(owner)]) {
    for (const { name } of properties.filter((property) => !pairs.has(property.name))) {
      const candidates = [...free].filter((input) => isPair(name, input));
      const [only] = candidates;
      if (only !== undefined && candidates.length === 1) {
        pairs.set(name, only);
        free.delete(only);
      }
    }
  }
  return pairs;
}

type Pairing = (published: string, input: string) => boolean;

const sameLetters: Pairing = (published, input) => fold(published) === fold(input);

function sameWithoutOwner(owner: string): Pairing {
  return (published, input) => stems(owner, published).some((stem) => fold(stem) === fold(input));
}

function sameButEnding(owner: string): Pairing {
  return (published, input) => {
    const wanted = withoutEnding(fold(input));
    return [published, ...stems(owner, published)].some((stem) => withoutEnding(fold(stem)) === wanted);
  };
}

/** The name without the first words of the resource's name: of `DBInstance`, without `DBInstance` and `DB`. */
function stems(owner: string, name: string): string[] {
  const words = owner.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*/g) ?? [];
  return words
    .map((_, index) => words.slice(0, index + 1).join(""))
    .filter((prefix) => name.startsWith(prefix) && name.length > prefix.length)
    .map((prefix) => name.slice(prefix.length));
}

/** Lower case without a plural ending. */
function fold(name: string): string {
  const lower = name.toLowerCase();
  if (lower.endsWith("ies")) {
    return `${lower.slice(0, -3)}y`;
  }
  return lower.endsWith("s") && !lower.endsWith("ss") ? lower.slice(0, -1) : lower;
}

function withoutEnding(folded: string): string {
  const ending = endings.find((word) => folded.endsWith(word) && folded.length > word.length);
  return ending === undefined ? folded : fold(folded.slice(0, -ending.length));
}
