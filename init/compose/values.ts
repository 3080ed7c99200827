/** A mapping of the file by its keys; empty where there is none. It is a Map, so that no key means anything to JavaScript. */
export function mappingOf(value: unknown): ReadonlyMap<string, unknown> {
  return value instanceof Map ? new Map([...value].map(([key, held]) => [String(key), held])) : new Map();
}

/** The entries of a list; of what may be a list or one entry, that entry. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null || value instanceof Map ? [] : [value];
}

/** A scalar as text; undefined of anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean" ||
    typeof value === "bigint"
    ? String(value)
    : undefined;
}

/** The scalars of a list, as texts. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((entry) => textOf(entry) ?? []);
}

/** Keys with texts: of a mapping, or of a list of `key=value`; a key without a value has none. */
export function pairsOf(value: unknown): ReadonlyMap<string, string | undefined> {
  return value instanceof Map
    ? new Map([...mappingOf(value)].map(([key, held]) => [key, textOf(held)]))
    : new Map(textsOf(value).map(pairOf));
}

function pairOf(text: string): [key: string, value: string | undefined] {
  const at = text.indexOf("=");
  return at === -1 ? [text.trim(), undefined] : [text.slice(0, at).trim(), text.slice(at + 1)];
}

/** Seconds of a duration of compose: `1m30s`, `500ms`. */
export function secondsOf(value: unknown): number | undefined {
  const text = textOf(value) ?? "";
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g)];
  const unit: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
  return parts.length === 0
    ? undefined
    : parts.reduce((sum, [, number = "0", name = "s"]) => sum + Number(number) * (unit[name] ?? 1), 0);
}

/** MiB of a size of compose: `512M`, `1gb`. */
export function mebibytesOf(value: unknown): number | undefined {
  const [, number, unit = "b"] = /^(\d+(?:\.\d+)?)\s*([bkmgt])?b?$/i.exec(textOf(value) ?? "") ?? [];
  const bytes = 1024 ** "bkmgt".indexOf(unit.toLowerCase());
  return number === undefined ? undefined : (Number(number) * bytes) / 1024 ** 2;
}
