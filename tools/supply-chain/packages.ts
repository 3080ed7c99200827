import { readFileSync } from "node:fs";
import { z } from "zod";

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

/** A package that is installed where slipway runs, as the lockfile has it. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** As an SPDX expression, or in the package's words. */
  readonly license?: string;
  readonly hasInstallScript: boolean;
}

/** Every package that runs with slipway: all but what only development needs. */
export function runtimePackages(file: string): readonly Package[] {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(file, "utf8")));
  const all = Object.entries(packages).flatMap(([path, { version = "", license, dev, hasInstallScript = false }]) =>
    path === "" || dev ? [] : [{ name: nameOf(path), version, ...(license && { license }), hasInstallScript }],
  );
  return [...new Map(all.map((one) => [`${one.name} ${one.version}`, one])).values()].toSorted((a, b) =>
    `${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1,
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}
