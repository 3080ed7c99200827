// `npm run --silent sbom > sbom.json`: CycloneDX for what runs with slipway, from the lockfile alone. npm writes it; by
// its own `--omit dev` it leaves out also what runs here wherever a package of development needs it too, as `pg` and `zod`:
// so nothing is left out there, whatever whoever runs it has set.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import { runtimePackages } from "./packages.ts";

const bom = z.looseObject({
  components: z.array(z.looseObject({ "bom-ref": z.string(), name: z.string(), version: z.string() })),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

const root = join(import.meta.dirname, "../..");
const args = [
  "sbom",
  "--package-lock-only",
  "--sbom-format=cyclonedx",
  ...["dev", "optional", "peer"].map((type) => `--include=${type}`),
];
const { status, stdout, stderr } = spawnSync("npm", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 ** 2 });
if (status === 0) {
  process.stdout.write(`${JSON.stringify(whatRuns(bom.parse(JSON.parse(stdout))), undefined, 2)}\n`);
} else {
  process.stderr.write(`npm ${args.join(" ")} ended with exit code ${status}:\n${stderr}`);
  process.exitCode = 1;
}

function whatRuns({ components, dependencies, ...rest }: z.infer<typeof bom>): z.infer<typeof bom> {
  const running = new Set(runtimePackages(join(root, "package-lock.json")).map((one) => `${one.name} ${one.version}`));
  const left = components.filter(({ name, version }) => !running.has(`${name} ${version}`));
  const gone = new Set(left.map((one) => one["bom-ref"]));
  return {
    ...rest,
    components: components.filter((one) => !gone.has(one["bom-ref"])),
    dependencies: dependencies
      .filter(({ ref }) => !gone.has(ref))
      .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => !gone.has(ref)) })),
  };
}
