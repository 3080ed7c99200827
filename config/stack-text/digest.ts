import { UserError } from "../../lib/user-error.ts";
import { at } from "../path.ts";
import { orMeant } from "../problem.ts";
import { entryOf, indentOf, keyText, mapAt, withEntry, withNewEntry, withoutEntry } from "./entry.ts";
import { layoutOf } from "./layout.ts";
import { withPlainText } from "./plain-text.ts";
import { refuseOther, valuesIn, withValueAt } from "./values-in.ts";

/** One image of a release, and where it came from. */
export interface Digest {
  /** Its name in `app.images`. */
  readonly image: string;
  readonly digest: string;
  /** Commit that it was built from; what is said of an older one is removed without it. */
  readonly commit?: string;
  /** `release.version`, which stays without it. */
  readonly version?: string;
}

const release = ["config", "slipway:release"];

/** Puts one image into the release of a stack file: its digest, what it was built from, and no rollback any more. */
export function withDigest(text: string, digest: Digest, file: string): string {
  return withPlainText(text, file, (plain) => {
    layoutOf(plain, file);
    const values = valuesIn(plain, file);
    refuseImage(values, digest.image, file);
    const entries = entriesOf(digest, values);
    const changed = entries.reduce((changing, { path, value }) => {
      if (value === undefined) {
        return withoutEntry(changing, path);
      }
      return mapAt(changing, path.slice(0, -1))
        ? withEntry(changing, path, JSON.stringify(value))
        : withNewMap(changing, path, JSON.stringify(value));
    }, plain);
    const expected = entries.reduce((whole, { path, value }) => withValueAt(whole, path, value), values);
    refuseOther(changed, expected, `the digest of ${digest.image}`, file);
    return changed;
  });
}

/** What changes in the release; what has no value goes. */
function entriesOf({ image, digest, commit, version }: Digest, values: unknown) {
  const commits = [...release, "commits"];
  const others = Object.keys(Object(at(values, commits))).filter((other) => other !== image);
  const isLast = commit === undefined && others.length === 0;
  return [
    { path: [...release, "images", image], value: digest },
    { path: isLast ? commits : [...commits, image], value: commit },
    ...(version === undefined ? [] : [{ path: [...release, "version"], value: version }]),
    { path: [...release, "rollbackOf"], value: undefined },
  ];
}

function refuseImage(values: unknown, image: string, file: string): void {
  const images: Readonly<Record<string, unknown>> = Object(at(values, ["config", "slipway:app", "images"]));
  const names = Object.keys(images);
  if (!names.includes(image)) {
    const has = names.length === 0 ? "no image" : names.join(", ");
    throw new UserError(`${file} has no image ${image}: slipway:app.images has ${has}${orMeant(image, names)}`);
  }
  if (at(images, [image, "build"]) !== undefined) {
    throw new UserError(
      `${image} is built by pulumi up (slipway:app.images.${image}.build in ${file}), so it has no digest: remove build, and bump it again`,
    );
  }
}

/** Adds a mapping with one entry, written as `images` is. */
function withNewMap(plain: string, path: readonly string[], value: string): string {
  const parent = path.slice(0, -2);
  const [name = "", key = ""] = path.slice(-2);
  const images = entryOf(mapAt(plain, parent), "images") && mapAt(plain, [...parent, "images"]);
  const outer = mapAt(plain, parent);
  const entry = `${keyText(key)}: ${value}`;
  const step = images && outer && !images.flow ? indentOf(plain, images) - indentOf(plain, outer) : 0;
  return withNewEntry(plain, parent, step > 0 ? `${name}:\n${" ".repeat(step)}${entry}` : `${name}: {${entry}}`);
}
