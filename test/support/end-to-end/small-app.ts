import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { parseDocument, stringify } from "yaml";
import type { Ended } from "../ended.ts";
import { ProjectCopy, type Running } from "./project-copy.ts";
import { servingIn } from "./serving.ts";
import { up } from "./steps.ts";

/** Name of the project in `Pulumi.yaml`, which the sandbox keeps its folder by. */
export const project = "harbour";
/** What the physical names of the app begin with. */
export const prefix = "shop-staging";

const file = "Pulumi.staging.yaml";
const digests = ["1", "2", "3", "4"].map((digit) => `sha256:${digit.repeat(64)}`);

const app = {
  name: "shop",
  images: { api: "ghcr.io/acme/shop-api" },
  services: {
    api: { kind: "web", port: 8000, health: "/health", uses: ["main"] },
    worker: { kind: "worker", image: "api", command: ["work"] },
  },
  databases: { main: { engine: "postgres", version: "17", migrate: { image: "api", command: ["migrate"] } } },
};
const environment = {
  profile: "staging",
  aws: { accountId: "111111111111", region: "eu-north-1" },
  edge: { insecureHttp: { because: "the test needs no certificate" } },
};
const world = {
  accounts: ["111111111111"],
  images: { "ghcr.io/acme/shop-api": { digests, platforms: ["linux/amd64"] } },
};

/** One web service, one worker and one database, in a copy of the project: as small as an app with all of its order. */
export class SmallApp {
  readonly copy = new ProjectCopy();
  #release = 0;

  /** @param more values below `slipway:environment` */
  constructor(more: Readonly<Record<string, unknown>> = {}) {
    const config = {
      "slipway:app": app,
      "slipway:release": { version: "1", images: { api: digests[0] } },
      "slipway:environment": { ...environment, ...more },
    };
    writeFileSync(this.copy.path(file), stringify({ config }));
    writeFileSync(this.copy.path("sandbox", "world.yaml"), stringify(world));
    rmSync(this.copy.path("Pulumi.production.yaml"));
    this.copy.commit();
  }

  /** Changes a value of the stack file; undefined removes the key. */
  set(path: string, value: unknown): void {
    this.copy.edit(file, ["config", ...path.split(".")], value);
    this.copy.commit();
  }

  /** What the stack file says at a path. */
  get(path: string): unknown {
    return parseDocument(this.copy.read(file)).getIn(["config", ...path.split(".")]);
  }

  /** Names another build of the image, which every task runs. */
  release(): void {
    this.#release += 1;
    this.set("slipway:release.images.api", digests[this.#release % digests.length]);
  }

  /** Brings it up, and insists on an empty second preview. */
  up(fault?: object) {
    return up(this.copy, "staging", ...flagsOf(fault));
  }

  /** Runs `up` to whatever end. */
  try(fault?: object): Promise<Ended> {
    return this.start(fault).ended;
  }

  start(fault?: object): Running {
    return this.copy.start(["sandbox", "up", "staging", ...flagsOf(fault)]);
  }

  /** An `up` that fails: what it said, once it is sure that it said no more than sentences. */
  async fails(fault?: object): Promise<string> {
    const { code, stderr } = await this.try(fault);
    assert.equal(code, 1, stderr);
    assert.doesNotMatch(stderr, /^\s+at .+:\d+:\d+\)?$/m, "no stack trace");
    this.isConsistent();
    return stderr;
  }

  /** Insists that the engine's state says of nothing that it is under way. */
  isConsistent(): void {
    assert.equal(this.copy.state(project, "staging")?.pendingOperations, 0);
  }

  /** The revision that takes a service's requests or work, like `shop-staging-api:2`; it never was none since the run began. */
  serving(service: "api" | "worker"): string {
    const journal = this.copy.read(".slipway", project, "accounts", "111111111111.jsonl");
    return servingIn(journal, `${prefix}-${service}`);
  }

  /** How many tasks a service is to have, as the state has it. */
  desired(service: "api" | "worker"): unknown {
    const resources = this.copy.state(project, "staging")?.resources ?? [];
    return resources.find(({ urn }) => urn.endsWith(`::${service}-service`))?.outputs?.desiredCount;
  }

  remove(): void {
    this.copy.remove();
  }
}

function flagsOf(fault: object | readonly object[] | undefined): readonly string[] {
  return fault === undefined ? [] : ["--fault", JSON.stringify(fault)];
}
