import module, { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";

/** What stands where a package would, while the SDK is loaded. */
type StandIn = readonly [specifier: string, kept: Readonly<Record<string, unknown>>];

/** As the SDK would find them. */
const require = createRequire(import.meta.resolve("@pulumi/pulumi"));

/**
 * What importing the SDK loads and a plan never uses: what turns closures into text for dynamic providers (a compiler, a
 * package manager), what serves a provider and what drives an engine. More than half of the time and the memory of
 * importing it; `npm run bench` measures the whole.
 */
const neverUsed = [
  "@pulumi/pulumi/automation/index.js",
  "@pulumi/pulumi/provider/server.js",
  "@pulumi/pulumi/runtime/closure/codePaths.js",
  "@pulumi/pulumi/runtime/closure/serializeClosure.js",
];

/** What speaks to an engine: half of the rest. */
const engine = ["@grpc/grpc-js", "@opentelemetry/api", "@pulumi/pulumi/proto/provider_pb.js"];

/**
 * Loads the SDK without what a plan never uses. Call it before anything else loads it. Whoever asks for the Automation
 * API itself, as a verb does that plans first and runs the engine then, gets it.
 */
export function leaveOutNeverUsed(): void {
  loadWithout(neverUsed.map((specifier) => [specifier, {}]));
}

/** The same for a verb that does nothing else in this process: also without what would speak to an engine. */
export function leaveOutEngine(): void {
  const kept = {
    // Importing the SDK defines its clients, and it compares errors by their status.
    makeGenericClientConstructor: () => refuse,
    status: require("@grpc/grpc-js/build/src/constants.js").Status,
  };
  // It compares versions of providers; the rest of the package are ranges.
  const versions = ["classes/semver.js", "functions/eq.js", "functions/gt.js"].map((path) => require(`semver/${path}`));
  const [SemVer, eq, gt] = versions;
  loadWithout([
    ...neverUsed.map((specifier): StandIn => [specifier, {}]),
    ...engine.map((specifier): StandIn => [specifier, kept]),
    ["semver", { SemVer, eq, gt }],
  ]);
}

function loadWithout(standIns: readonly StandIn[]): void {
  const paths = standIns.flatMap(([specifier, kept]) => {
    const path = require.resolve(specifier);
    if (require.cache[path] !== undefined) return [];
    require.cache[path] = Object.assign(new module.Module(path), { exports: nothingBut(kept), loaded: true });
    return [path];
  });
  loadInRoom();
  for (const path of paths) delete require.cache[path];
}

/**
 * Has V8 widen the room for young objects meanwhile, and keep it so. Most of what a plan makes lives to its end: in the
 * room that there would be otherwise it would be copied 47 times instead of 25 (`node --trace-gc cli/slipway.mjs plan`);
 * left to itself, V8 would take 40 MiB more at the peak of a plan and save no time.
 */
function loadInRoom(): void {
  setFlagsFromString("--semi-space-growth-factor=4");
  require("@pulumi/pulumi");
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** Has whatever one asks it for: of what is `kept`, or a function that refuses to be called. */
function nothingBut(kept: Readonly<Record<string, unknown>>): object {
  return new Proxy(kept, {
    get: (_, key) => (typeof key === "symbol" || key === "__esModule" ? undefined : (kept[key] ?? refuse)),
  });
}

function refuse(): never {
  throw new Error(
    "an offline plan has no engine, no Automation API and no dynamic providers: use none of them in this program",
  );
}
