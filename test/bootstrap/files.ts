import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const app = `
  slipway:app:
    name: shop
    images: {web: ghcr.io/acme/shop}
    services: {web: {kind: web, port: 8080}}
    secrets: {API_KEY: given}
    delivery: {repository: acme/shop, infrastructure: acme/infrastructure}
  slipway:release:
    images: {web: "sha256:${"0".repeat(64)}"}`;

/** What one stack file says. */
export interface Said {
  readonly accountId: string;
  readonly state?: string;
  readonly region?: string;
  readonly assumeRole?: string;
  /** Lines at the top, as Pulumi writes them. */
  readonly top?: string;
  /** The app's blocks; `none` where they are promoted from staging. */
  readonly app?: string;
}

/** The two blocks of an app whose image is `image`. */
export function appWith(image: string): string {
  return app.replace("ghcr.io/acme/shop", image);
}

/** A folder with the stack files of a project that is called shop. */
export function projectWith(stacks: Readonly<Record<string, Said>>): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-bootstrap-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nmain: index.ts\nruntime: nodejs\n");
  for (const [stack, said] of Object.entries(stacks)) {
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), textOf(stack, said));
  }
  return folder;
}

function textOf(
  stack: string,
  { accountId, state, region = "eu-north-1", assumeRole, top = "", ...said }: Said,
): string {
  const aws = [
    `accountId: "${accountId}"`,
    `region: ${region}`,
    ...(state === undefined ? [] : [`state: "${state}"`]),
    ...(assumeRole === undefined ? [] : [`assumeRole: ${assumeRole}`]),
  ];
  return `${top}config:${said.app === "none" ? "" : (said.app ?? app)}
  slipway:environment:
    profile: ${stack === "production" ? "production" : "staging"}
    aws: {${aws.join(", ")}}
    domain: ${stack}.shop.example.com${said.app === "none" ? "\n    promotion: {from: staging}" : ""}
`;
}
