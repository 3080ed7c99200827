import { oneOf } from "./problem.ts";
import type { Alternative } from "./schema-walk.ts";

/** What a mapping is among alternatives: meant to be some of them, or none, for one reason. */
export type Match =
  | { readonly meant: readonly number[] }
  /** `key` is what is wrong; absent where it is the whole mapping. */
  | { readonly key?: string; readonly says: string };

/** Goes by the keys of a mapping, as a person does; undefined where it has none, or there is no choice between mappings. */
export function matchOf(alternatives: readonly Alternative[], value: unknown): Match | undefined {
  const mappings = alternatives.filter(({ keys }) => keys.length > 0);
  if (mappings.length < 2 || typeof value !== "object" || value === null || Array.isArray(value)) {
    return undefined;
  }
  const known = [...new Set(mappings.flatMap(({ keys }) => keys))];
  const given = Object.keys(value).filter((key) => known.includes(key));
  if (given.length === 0) {
    // Of several the same one, in whichever order they stand.
    const [key] = Object.keys(value).sort();
    return key === undefined ? undefined : { key, says: `unknown key: ${oneOf(key, known)}` };
  }
  const common = ({ keys }: Alternative) => given.filter((key) => keys.includes(key)).length;
  const most = Math.max(...mappings.map(common));
  if (most < given.length) {
    // What all of them have is not what keeps two apart.
    const tells = (key: string) => !mappings.every(({ keys }) => keys.includes(key));
    const touched = mappings
      .filter(({ keys }) => given.some((key) => tells(key) && keys.includes(key)))
      .map(({ required }) => required.filter(tells).join(" and "));
    return { says: `${given.filter(tells).join(" and ")} do not go together: use either ${touched.join(", or ")}` };
  }
  return { meant: alternatives.flatMap((one, index) => (common(one) === most ? [index] : [])) };
}
