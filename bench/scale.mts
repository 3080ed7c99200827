import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

/** How many services the environments of the scale series have. */
export const sizes = [10, 50, 200] as const;

/**
 * Writes the staging environment of an app of `count` services into a folder of its own and returns its stack file. One
 * in five services is a web service, the rest are workers; of both kinds one in five uses the database, which is as big
 * as its clients' connections ask for.
 */
export function writeScale(folder: string, count: number): string {
  const own = join(folder, `services-${count}`);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "Pulumi.yaml"), stringify({ name: "scale", runtime: "nodejs", main: "../.." }));
  const file = join(own, "Pulumi.staging.yaml");
  writeFileSync(file, stringify({ config: configOf(count) }));
  return file;
}

function configOf(count: number): Record<string, unknown> {
  const services = Object.fromEntries(Array.from({ length: count }, (_, index) => [nameOf(index), serviceOf(index)]));
  return {
    "slipway:app": {
      name: "scale",
      images: { app: "ghcr.io/acme/scale" },
      services,
      databases: { main: { engine: "postgres", version: "17", migrate: { image: "app", command: ["migrate"] } } },
    },
    "slipway:release": { version: "1.0.0", images: { app: `sha256:${"0123456789abcdef".repeat(4)}` } },
    "slipway:environment": {
      profile: "staging",
      aws: {
        accountId: "111111111111",
        region: "eu-north-1",
        state: "s3://acme-pulumi-state/scale?region=eu-north-1",
      },
      domain: "staging.scale.example.com",
      databases: { main: { class: count > 50 ? "db.m7g.large" : "db.t4g.medium" } },
      alarms: { notify: [{ email: "developers@scale.example.com" }] },
    },
  };
}

function serviceOf(index: number): Record<string, unknown> {
  const name = nameOf(index);
  const nth = isWeb(index) ? index / 5 : index - Math.ceil(index / 5);
  const uses = nth % 5 === 0 ? { uses: ["main"] } : {};
  return isWeb(index)
    ? { kind: "web", image: "app", port: 8000, routes: [`/${name}/*`], health: "/health", ...uses }
    : { kind: "worker", image: "app", command: ["work", name], ...uses };
}

function nameOf(index: number): string {
  return `${isWeb(index) ? "web" : "worker"}-${String(index + 1).padStart(3, "0")}`;
}

function isWeb(index: number): boolean {
  return index % 5 === 0;
}
