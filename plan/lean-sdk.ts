import module from "node:module";

/**
 * What importing the SDK loads and a plan never uses, by who asks for it: what turns closures into text for dynamic
 * providers (a compiler, a package manager), and the Automation API, which drives an engine. Together more than half of
 * the time and a third of the memory of importing it; `npm run bench` measures the whole.
 */
const neverUsed: readonly { readonly specifier: string; readonly askedBy: string }[] = [
  { specifier: "typescript", askedBy: "/@pulumi/pulumi/" },
  { specifier: "@npmcli/arborist", askedBy: "/@pulumi/pulumi/" },
  { specifier: "normalize-package-data", askedBy: "/@pulumi/pulumi/" },
  { specifier: "./automation", askedBy: "/@pulumi/pulumi/index.js" },
];

const url = "slipway:never-used";
const source = `module.exports = new Proxy({}, {
  get(_, key) {
    if (key === "__esModule" || typeof key === "symbol") return undefined;
    throw new Error("an offline plan has no dynamic providers and no Automation API: use neither in this program");
  },
});`;

/** Keeps the SDK from loading what a plan never uses. Call it before anything imports the SDK. */
export function leaveOutNeverUsed(): void {
  module.registerHooks({
    resolve(specifier, context, next) {
      const left = neverUsed.some((one) => one.specifier === specifier && context.parentURL?.includes(one.askedBy));
      return left ? { url, format: "commonjs", shortCircuit: true } : next(specifier, context);
    },
    load(asked, context, next) {
      return asked === url ? { format: "commonjs", source, shortCircuit: true } : next(asked, context);
    },
  });
}
