import assert from "node:assert/strict";
import { check } from "../../config/check.ts";
import { formatProblem } from "../../config/problem.ts";
import { reversed } from "../support/change-values.ts";
import { type Changes, changed } from "./minimal.ts";

const [worker, valkey] = [
  { kind: "worker", image: "app" },
  { engine: "valkey", version: "8.1" },
];
const proxy = `ghcr.io/acme/proxy@sha256:${"cd".repeat(32)}`;
const pulled = (pullSecret: string) => ({ repository: `docker.io/acme/${pullSecret.toLowerCase()}`, pullSecret });

/** Two that are alike, of which one has to be told to be the second. */
const alike: Readonly<Record<string, Changes>> = {
  "two volumes of one folder": { "app.services.worker.volumes": { b: { path: "/data" }, a: { path: "/data" } } },
  "two sidecars of one port": {
    "app.services.worker.sidecars": { b: { image: proxy, port: 9000 }, a: { image: proxy, port: 9000 } },
  },
  "two stores that give one variable": {
    "app.caches.other": valkey,
    "app.services.worker.uses": { other: { env: "STORE" }, cache: { env: "STORE" } },
  },
  "two services whose secrets AWS would know by one name": {
    "app.caches": { "a-b": valkey, a: valkey },
    "app.services": { c: { ...worker, uses: ["a-b"] }, "b-c": { ...worker, uses: ["a"] } },
  },
  "two images that ECR would pull with two secrets": {
    "app.images": { app: pulled("SECOND"), other: pulled("FIRST") },
    "app.secrets": { SECOND: "given", FIRST: "given" },
    "environment.images": { pullThrough: true },
  },
};

function told(values: Record<string, unknown>): string[] {
  const checked = check(values, { stack: "staging" });
  assert.ok("problems" in checked);
  return checked.problems.map(formatProblem);
}

describe("a refusal", () => {
  for (const [what, changes] of Object.entries(alike)) {
    it(`is the same with its keys in another order, so that a file that is only sorted is refused for what it was: ${what}`, () => {
      assert.deepEqual(told(reversed(changed(changes)) as Record<string, unknown>), told(changed(changes)));
    });
  }
});
