import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../../config/check.ts";
import { formatProblem } from "../../config/problem.ts";
import { resolve } from "../../config/resolve.ts";
import type { Stack } from "../../config/stack.ts";
import type { Sibling, Where } from "../../config/where.ts";

const digest = `sha256:${"ab".repeat(32)}`;

/** The smallest configuration of each kind of thing, without a problem. */
function minimal(): Record<string, unknown> {
  return {
    app: {
      name: "shop",
      images: { app: "ghcr.io/acme/shop" },
      services: {
        api: { kind: "web", image: "app", port: 8000, health: "/health", uses: ["main", "cache"] },
        worker: { kind: "worker", image: "app" },
      },
      jobs: { nightly: { image: "app", schedule: "cron(0 3 * * ? *)" } },
      databases: { main: { engine: "postgres", version: "17", migrate: { image: "app", command: ["migrate"] } } },
      caches: { cache: { engine: "valkey", version: "8.1", use: "queue" } },
    },
    release: { images: { app: digest } },
    environment: {
      profile: "staging",
      aws: { accountId: "111111111111", region: "eu-north-1", state: "s3://acme-state" },
      domain: "staging.shop.example.com",
    },
    secrets: {},
  };
}

/** Values by where they go: `{"app.services.api.port": 80}`; undefined takes away what is there. */
export type Changes = Readonly<Record<string, unknown>>;

/** The minimal configuration with some values set. */
export function changed(changes: Changes): Record<string, unknown> {
  const values = minimal();
  for (const [key, value] of Object.entries(changes)) {
    const path = key.split(".");
    const last = path.pop() ?? "";
    const parent = path.reduce<object>((inside, part) => {
      const next: unknown = Reflect.get(inside, part) ?? {};
      Reflect.set(inside, part, next);
      return next as object;
    }, values);
    if (value === undefined) {
      Reflect.deleteProperty(parent, last);
    } else {
      Reflect.set(parent, last, value);
    }
  }
  return values;
}

/** What is wrong with the minimal configuration after some changes, one line a problem. */
export function problems(changes: Changes, where: { stack?: string; siblings?: readonly Sibling[] } = {}): string[] {
  const checked = check(changed(changes), { stack: "staging", ...where });
  return "problems" in checked ? checked.problems.map(formatProblem) : [];
}

/** What the minimal configuration comes to after some changes, which have to be in order. */
export function stackOf(changes: Changes, where: Partial<Where> = {}): Stack {
  const resolved = resolve(changed(changes), { stack: "staging", ...where }, (value) => pulumi.secret(value));
  assert.ok("stack" in resolved, JSON.stringify(resolved));
  return resolved.stack;
}

/** What is odd about the minimal configuration after some changes. */
export function warnings(changes: Changes, where: Partial<Where> = {}): readonly string[] {
  return check(changed(changes), { stack: "staging", ...where }).warnings;
}

/** One refusal each: what is tried, and the lines that it says. */
export type Refusal = readonly [title: string, changes: Changes, says: readonly string[]];
