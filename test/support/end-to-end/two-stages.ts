import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { stringify } from "yaml";
import type { Status } from "../../../sandbox/run/status.ts";
import type { Ended } from "../ended.ts";
import { ProjectCopy } from "./project-copy.ts";
import { up } from "./steps.ts";

type Values = Readonly<Record<string, unknown>>;

const repository = "ghcr.io/acme/shop-api";

/** Digests that the sandbox's registry has. */
export const digests = ["1", "2", "3", "4"].map((digit) => `sha256:${digit.repeat(64)}`);

export const app = {
  name: "shop",
  images: { api: repository },
  services: {
    api: { kind: "web", port: 8000, health: "/health", uses: ["main"] },
    worker: { kind: "worker", image: "api", command: ["work"], uses: ["main"] },
  },
  databases: { main: { engine: "postgres", version: "17", migrate: { image: "api", command: ["migrate"] } } },
  checks: { health: { path: "/health" } },
  delivery: { repository: { name: "acme/shop", plan: "enterprise" } },
};

const places = {
  staging: { profile: "staging", domain: "staging.shop.example.com" },
  production: {
    profile: "production",
    domain: "shop.example.com",
    promotion: { from: "staging" },
    github: { manageRepository: true },
  },
};

export interface StagesArgs {
  /** Account of production; staging is in 111111111111. @default another one */
  readonly productionAccount?: string;
  /** Further values below `slipway:environment` of each. */
  readonly staging?: Values;
  readonly production?: Values;
  /** Nothing was ever promoted: production has neither app nor release. */
  readonly nothingPromoted?: true;
}

/** Staging and production of a small app, in a copy of the project: as little as a promotion needs. */
export class TwoStages {
  readonly copy = new ProjectCopy();

  constructor({ productionAccount = "222222222222", staging, production, nothingPromoted }: StagesArgs = {}) {
    const region = "eu-north-1";
    const what = { "slipway:app": app, "slipway:release": { version: "1", images: { api: digests[0] } } };
    const at = (accountId: string) => ({ aws: { accountId, region } });
    this.#write("staging", {
      ...what,
      "slipway:environment": { ...places.staging, ...at("111111111111"), ...staging },
    });
    this.#write("production", {
      ...(nothingPromoted ? {} : what),
      "slipway:environment": { ...places.production, ...at(productionAccount), ...production },
    });
    const zones = [
      { name: "staging.shop.example.com", id: "Z0247135STAGINGSHOP", account: "111111111111" },
      { name: "shop.example.com", id: "Z0391864SHOPZONE0001", account: productionAccount },
    ];
    const world = {
      accounts: [...new Set(["111111111111", productionAccount])],
      zones,
      images: { [repository]: { digests, platforms: ["linux/amd64"] } },
      repositories: [{ name: "acme/shop", plan: "enterprise" }],
      secrets: { API_KEY: "value-for-the-sandbox" },
    };
    writeFileSync(this.copy.path("sandbox", "world.yaml"), stringify(world));
    this.copy.commit();
  }

  #write(stack: string, config: Values): void {
    const head = `# The ${stack} of shop.\n`;
    writeFileSync(this.copy.path(`Pulumi.${stack}.yaml`), `${head}${stringify({ config })}`);
  }

  file(stack: string): string {
    return this.copy.read(`Pulumi.${stack}.yaml`);
  }

  /** Changes a value of a stack file and commits it; undefined removes the key. */
  set(stack: string, path: string, value: unknown): void {
    this.copy.edit(`Pulumi.${stack}.yaml`, ["config", ...path.split(".")], value);
    this.copy.commit();
  }

  /** Runs a verb on the sandbox and reads what it tells a machine; it must end with `code`. */
  async tell(code: number, ...words: readonly string[]) {
    const { stdout } = await this.run(code, ...words, "--json");
    return JSON.parse(stdout);
  }

  /** Runs a verb on the sandbox for a person. */
  async run(code: number, ...words: readonly string[]): Promise<Ended> {
    return this.runWith({}, code, ...words);
  }

  /** The same with variables, for faults. */
  async runWith(env: Readonly<Record<string, string>>, code: number, ...words: readonly string[]): Promise<Ended> {
    const ended = await this.copy.slipway([...words, "--sandbox"], env);
    assert.equal(ended.code, code, `${words.join(" ")}: ${ended.stderr}${ended.stdout}`);
    assert.doesNotMatch(ended.stderr, /^\s+at .+:\d+:\d+\)?$/m, "no stack trace");
    return ended;
  }

  up(stack: string) {
    return up(this.copy, stack);
  }

  /** The images that the tasks of a service really run. */
  async running(stack: string, service: string): Promise<readonly string[]> {
    const { code, stdout, stderr } = await this.copy.slipway(["sandbox", "status", stack, "--json"]);
    assert.equal(code, 0, stderr);
    const { running }: Status = JSON.parse(stdout);
    return running.find(({ family }) => family === `shop-${stack}-${service}`)?.images ?? [];
  }

  /** What the records of a stage say happened, in order. */
  events(stack: string): readonly string[] {
    const lines = this.copy.git("show", `slipway-sandbox-releases:releases/${stack}.jsonl`).trim().split("\n");
    return lines.map((line) => JSON.parse(line).event);
  }

  remove(): void {
    this.copy.remove();
  }
}
