import module from "node:module";

/**
 * What the SDK loads to turn closures into text for its dynamic providers: a compiler and a package manager, half of
 * the time and a third of the memory of importing it. A plan serialises none. Measured by `npm run bench`.
 */
const closureSerialiser = ["typescript", "@npmcli/arborist"];

const url = "slipway:closure-serialiser";
const source = `module.exports = new Proxy({}, {
  get(_, key) {
    if (key === "__esModule" || typeof key === "symbol") return undefined;
    throw new Error("an offline plan cannot serialise closures: dynamic providers are not for this program");
  },
});`;

/** Keeps the SDK from loading its closure serialiser. Call it before anything imports the SDK. */
export function leaveOutClosureSerialiser(): void {
  module.registerHooks({
    resolve(specifier, context, next) {
      const ofTheSdk = closureSerialiser.includes(specifier) && context.parentURL?.includes("/@pulumi/pulumi/");
      return ofTheSdk ? { url, format: "commonjs", shortCircuit: true } : next(specifier, context);
    },
    load(asked, context, next) {
      return asked === url ? { format: "commonjs", source, shortCircuit: true } : next(asked, context);
    },
  });
}
