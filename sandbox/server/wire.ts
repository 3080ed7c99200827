import type { JavaScriptValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb.js";
import pb from "google-protobuf/google/protobuf/struct_pb.js";
import type { Values } from "../model.ts";
import { assetFields, isAssetMark, readAsset } from "./asset.ts";

/** How the engine writes a value that is not known in a preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Properties as the engine sends them: plain values, and beside them what is secret and what is not known. */
export interface Properties {
  /** Plain values; one that is not known is `UNKNOWN`. */
  readonly raw: Values;
  /** Only what is known: an unknown property is absent, and so is a list with an unknown element. */
  readonly known: Values;
  /** Top-level properties that are not known, in whole or in part. */
  readonly unknown: ReadonlySet<string>;
  /** Paths of the secrets, for example `["passwords", 0]`. */
  readonly secrets: readonly Path[];
}

export type Path = readonly (string | number)[];

/** Reads the engine's properties. */
export function readProperties(struct: Struct | undefined): Properties {
  const secrets: Path[] = [];
  const unknown = new Set<string>();
  const raw: Record<string, unknown> = {};
  struct?.getFieldsMap().forEach((value, key) => {
    raw[key] = readValue(value, [key], secrets, unknown);
  });
  const known = unknown.size === 0 ? raw : prune(raw);
  return { raw, known, unknown, secrets };
}

function readValue(value: Value, path: Path, secrets: Path[], unknown: Set<string>): unknown {
  switch (value.getKindCase()) {
    case pb.Value.KindCase.STRING_VALUE: {
      const text = value.getStringValue();
      if (text === UNKNOWN) unknown.add(String(path[0]));
      return text;
    }
    case pb.Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case pb.Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case pb.Value.KindCase.LIST_VALUE:
      return (value.getListValue()?.getValuesList() ?? []).map((one, at) =>
        readValue(one, [...path, at], secrets, unknown),
      );
    case pb.Value.KindCase.STRUCT_VALUE:
      return readStruct(value.getStructValue(), path, secrets, unknown);
    default:
      return null;
  }
}

function readStruct(struct: Struct | undefined, path: Path, secrets: Path[], unknown: Set<string>): unknown {
  const fields = struct?.getFieldsMap();
  const signature = fields?.get(SIGNATURE)?.getStringValue();
  if (signature === SECRET) {
    secrets.push(path);
    const inside = fields?.get("value");
    return inside ? readValue(inside, path, secrets, unknown) : undefined;
  }
  const where = path.join(".");
  if (signature && !isAssetMark(signature))
    throw new Error(`${where} is a special value (${signature}), which the sandbox does not take`);
  const object: Record<string, unknown> = {};
  fields?.forEach((value, key) => {
    if (key !== SIGNATURE) object[key] = readValue(value, [...path, key], secrets, unknown);
  });
  return signature ? readAsset(signature, object, where) : object;
}

function prune(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values)
      .map(([key, value]) => [key, pruned(value)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function pruned(value: unknown): unknown {
  if (value === UNKNOWN) return undefined;
  if (Array.isArray(value)) return value.includes(UNKNOWN) ? undefined : value.map(pruned);
  return typeof value === "object" && value !== null ? prune({ ...value }) : value;
}

/** Writes properties for the engine; what is at one of the paths becomes a secret. */
export function writeProperties(values: Values, secrets: readonly Path[] = []): Struct {
  return pb.Struct.fromJavaScript(markProperties(values, secrets));
}

/** The same for the SDK in this process, which reads them back as they are: a message would be two more copies of each. */
export class UnwrittenProperties extends pb.Struct {
  readonly #values: Record<string, JavaScriptValue>;

  constructor(values: Values, secrets: readonly Path[] = []) {
    super();
    this.#values = markProperties(values, secrets);
  }

  override toJavaScript(): Record<string, JavaScriptValue> {
    return this.#values;
  }
}

/** What is written: plain values, and the engine's marks where a secret or a file is. */
function markProperties(values: object, secrets: readonly Path[] = []): Record<string, JavaScriptValue> {
  const marked: Record<string, JavaScriptValue> = {};
  for (const [key, value] of Object.entries(values))
    if (value !== undefined) marked[key] = markValue(value, within(secrets, key));
  return marked;
}

function markValue(value: unknown, secrets: readonly Path[]): JavaScriptValue {
  if (secrets.some((path) => path.length === 0)) return { [SIGNATURE]: SECRET, value: markValue(value, []) };
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((one: unknown, at) => markValue(one, within(secrets, at)));
  if (typeof value !== "object" || value === null) return null;
  const asset = assetFields(value);
  const marked = markProperties(asset?.fields ?? value, secrets);
  return asset ? { [SIGNATURE]: asset.signature, ...marked } : marked;
}

function within(secrets: readonly Path[], key: string | number): readonly Path[] {
  return secrets.filter(([first]) => first === key).map((path) => path.slice(1));
}

/** The value at a path; undefined when there is none. */
export function at(values: Values, path: Path): unknown {
  let value: unknown = values;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === String(key))?.[1];
  }
  return value;
}

/** A copy with the value at each path put through `change`; paths that lead nowhere are left out. */
export function changeAt(
  values: Values,
  paths: readonly Path[],
  change: (value: unknown, path: Path) => unknown,
): Values {
  return paths.reduce((changed, path) => changeOne(changed, path, (value) => change(value, path)), values);
}

function changeOne<T>(value: T, path: Path, change: (value: unknown) => unknown): T;
function changeOne(value: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((one: unknown, at) => (at === key ? changeOne(one, rest, change) : one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === String(key) ? changeOne(one, rest, change) : one]),
  );
}
