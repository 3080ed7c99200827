/**
 * Writes test/support/github-api.gen.json: of GitHub's published description of its interface, the operations that
 * `cloud/` calls. The whole description is 385 MB, so it is no dependency: it is fetched at its exact version, when
 * somebody runs this after a new call.
 *
 *     node tools/github-api/generate.ts [api.github.com.json]
 */
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pruned } from "./prune.ts";
import { routesIn } from "./routes.ts";

const published = {
  name: "@octokit/openapi@23.0.2",
  integrity: "sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==",
};
const file = "test/support/github-api.gen.json";

/** What the package says, fetched into a folder that is gone afterwards. */
function fetched(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-github-api-"));
  try {
    const printed = execFileSync("npm", ["pack", published.name, "--json"], { cwd: folder, encoding: "utf8" });
    const [packed]: readonly { readonly filename: string; readonly integrity: string }[] = JSON.parse(printed);
    if (packed?.integrity !== published.integrity) {
      throw new Error(`${published.name} has the integrity ${packed?.integrity}, not ${published.integrity}`);
    }
    const inside = "package/generated/api.github.com.json";
    execFileSync("tar", ["-xzf", packed.filename, inside], { cwd: folder });
    return readFileSync(join(folder, inside), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [given] = process.argv.slice(2);
const description: unknown = JSON.parse(given === undefined ? fetched() : readFileSync(given, "utf8"));
const routes = routesIn(globSync("cloud/**/*.ts").map((path) => readFileSync(path, "utf8")));
writeFileSync(file, `${JSON.stringify(pruned(description, routes))}\n`);
process.stdout.write(`${file}: ${routes.length} operations of ${published.name}\n`);
