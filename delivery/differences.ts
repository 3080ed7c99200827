import type { Change } from "./change.ts";

/** A sentence for each thing that would not be done as it was shown. */
export function differencesBetween(shown: readonly Change[], now: readonly Change[]): readonly string[] {
  const before = new Map(shown.map((change) => [change.urn, change]));
  const after = new Map(now.map((change) => [change.urn, change]));
  const gone = shown
    .filter(({ urn }) => !after.has(urn))
    .map((change) => `${named(change)} was shown as ${change.op}, and would stay as it is now`);
  const others = now.flatMap((change) => {
    const was = before.get(change.urn);
    const says = was ? otherwise(was, change) : `was not shown, and would be ${change.op} now`;
    return says === undefined ? [] : [`${named(change)} ${says}`];
  });
  return [...gone, ...others];
}

function otherwise(was: Change, now: Change): string | undefined {
  if (was.op !== now.op) {
    return `was shown as ${was.op}, and would be ${now.op} now`;
  }
  if (was.properties.join() !== now.properties.join()) {
    return `was shown to change ${was.properties.join(", ") || "as a whole"}, and would change ${now.properties.join(", ") || "as a whole"} now`;
  }
  return was.fingerprint === now.fingerprint ? undefined : "would get another value than what was shown, or has one";
}

function named({ path, type }: Change): string {
  return `${path} (${type.split(":").at(-1)})`;
}
