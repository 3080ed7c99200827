import { listOf, mappingOf, textOf, textsOf } from "./values.ts";

/** Something that a container sees at a folder or file of its own. */
export interface Mount {
  readonly kind: "volume" | "bind" | "scratch";
  /** Name of the volume, or path on the machine; a scratch folder has none, nor has a bind of which a variable is to say it. */
  readonly source: string;
  readonly path: string;
  readonly isReadOnly: boolean;
}

/** Mounts of a service, in every way that compose lets them be written. */
export function mountsOf(service: ReadonlyMap<string, unknown>): readonly Mount[] {
  const scratch = textsOf(service.get("tmpfs")).map((path): Mount => mount("", path.split(":")[0] ?? path, false));
  return [...listOf(service.get("volumes")).flatMap(writtenMount), ...scratch].filter(({ path }) => path !== "");
}

function writtenMount(entry: unknown): readonly Mount[] {
  if (entry instanceof Map) {
    const written = mappingOf(entry);
    const source = written.get("type") === "tmpfs" ? "" : (textOf(written.get("source")) ?? "");
    const isReadOnly = written.get("read_only") === true;
    return [mount(source, textOf(written.get("target")) ?? "", isReadOnly, written.get("type") === "bind")];
  }
  const parts = (textOf(entry) ?? "").split(":");
  const [source = "", path, mode = ""] = parts;
  return parts.length === 1
    ? [mount("", source, false)]
    : [mount(source, path ?? "", mode.split(",").includes("ro"), true)];
}

/** `isNamed`: the file has something there for the source, which may be a variable without a value. */
function mount(source: string, path: string, isReadOnly: boolean, isNamed = false): Mount {
  const isBind = /^[./~]|^\$/.test(source) || (source === "" && isNamed);
  const kind = isBind ? "bind" : source === "" ? "scratch" : "volume";
  return { kind, source, path: path.replace(/(.)\/+$/, "$1"), isReadOnly };
}
