/**
 * A file, or a folder or a set of both, that a resource is given: by its path as the program says it. The engine adds a
 * hash of what is in it; of what it took into its state it later sends the hash alone.
 */
export type Asset =
  | { readonly $asset: string; readonly hash?: string }
  | { readonly $archive: string | Readonly<Record<string, Asset>>; readonly hash?: string };

/** How the engine marks a file, and a folder or a set of both. */
const FILE = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** Whether what stands beside this mark is an asset. */
export function isAssetMark(signature: string): boolean {
  return signature === FILE || signature === ARCHIVE;
}

/**
 * Reads what the engine sends beside a mark.
 *
 * @param fields with what is inside of `assets` read already
 * @param where what an error calls it
 */
export function readAsset(signature: string, fields: Readonly<Record<string, unknown>>, where: string): Asset {
  const { path = "", assets, hash, text, uri } = fields;
  if (text || uri || typeof path !== "string") {
    throw new Error(
      `${where} is an asset of text or of a URL, which the sandbox does not take: add it to sandbox/server/asset.ts`,
    );
  }
  const known = typeof hash === "string" && hash !== "" ? { hash } : {};
  if (signature === FILE) {
    return { $asset: path, ...known };
  }
  return { $archive: isAssets(assets) ? assets : path, ...known };
}

/** What the engine is sent for an asset: its mark, and the fields beside it; undefined for any other value. */
export function assetFields(value: object): { readonly signature: string; readonly fields: object } | undefined {
  if (!isAsset(value)) {
    return undefined;
  }
  const { hash } = value;
  if ("$asset" in value) {
    return { signature: FILE, fields: { path: value.$asset || undefined, hash } };
  }
  const { $archive } = value;
  const fields = typeof $archive === "string" ? { path: $archive || undefined, hash } : { assets: $archive, hash };
  return { signature: ARCHIVE, fields };
}

/** Whether two values are assets with the same in them, wherever that lies. */
export function isSameAsset(before: object, after: object): boolean {
  return isAsset(before) && isAsset(after) && before.hash !== undefined && before.hash === after.hash;
}

function isAsset(value: unknown): value is Asset {
  return typeof value === "object" && value !== null && ("$asset" in value || "$archive" in value);
}

function isAssets(value: unknown): value is Readonly<Record<string, Asset>> {
  return typeof value === "object" && value !== null && Object.values(value).every(isAsset);
}
