import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { StackValues } from "../../config/parse.ts";
import { policyExceptions } from "../../config/policy-exceptions.ts";
import { resolve } from "../../config/resolve.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { policyResources } from "../../plan/policy-resources.ts";
import { judge } from "../../policy/judge.ts";
import { declareStack, valuesOf } from "../support/declare-stack.ts";

type Values = Record<"app" | "environment", Record<string, Record<string, object>>>;

/** What the shipped stack files do not have. */
function withTheRest(file: string): StackValues {
  const values = valuesOf(file);
  const { app, environment } = values as Values;
  const images = Object.fromEntries(["api", "web", "worker"].map((name) => [name, `public.ecr.aws/acme/${name}`]));
  Object.assign(app, { images, queues: { orders: {}, mails: { fifo: true } }, buckets: { files: {} } });
  Object.assign(app.services?.api ?? {}, { discoverable: true, volumes: { uploads: { path: "/uploads" } } });
  Object.assign(app.services?.web ?? {}, { uses: ["api", "files", "orders"] });
  Object.assign(environment, { images: { pullThrough: true }, databases: { main: { replicas: 1 } } });
  return values;
}

const because = "nobody needs what is in it";

interface Case {
  readonly file: string;
  readonly change?: (values: Values) => void;
  /** Whether another stack manages the repositories. */
  readonly isManagedElsewhere?: true;
}

const cases: Readonly<Record<string, Case>> = {
  "a staging with the rest": { file: "Pulumi.staging.yaml" },
  "a production with the rest": { file: "Pulumi.production.yaml" },
  "a production whose data may be deleted": {
    file: "Pulumi.production.yaml",
    change: ({ environment }) => {
      Object.assign(environment, {
        databases: { main: { deletable: { because } } },
        buckets: { files: { deletable: { because } } },
      });
    },
  },
  "a private repository on the plan Free": {
    file: "Pulumi.production.yaml",
    change: ({ app, environment }) => {
      Object.assign(app.delivery ?? {}, { repository: { name: "acme/harbour", plan: "free" } });
      Object.assign(environment, { github: { manageRepository: true, ungated: { because } } });
    },
  },
  "a production whose repository another stack manages": {
    file: "Pulumi.production.yaml",
    isManagedElsewhere: true,
    change: ({ environment }) => {
      Object.assign(environment, { github: {} });
    },
  },
  "somebody who works alone": {
    file: "Pulumi.production.yaml",
    change: ({ app, environment }) => {
      Object.assign(app.delivery ?? {}, { reviews: 0 });
      Object.assign(environment, { github: { manageRepository: true } });
    },
  },
};

for (const [what, { file, change, isManagedElsewhere }] of Object.entries(cases)) {
  describe(`the rules, asked of ${what}`, () => {
    it("find nothing that nobody has explained, and no rule is explained that finds nothing", async () => {
      const values = withTheRest(file);
      change?.(values as Values);
      const read = readStackFile(file);
      const siblings = read.siblings?.map((sibling) => ({ ...sibling, managesRepository: true }));
      const where = isManagedElsewhere && siblings ? { ...read, siblings } : read;
      const resolved = resolve(values, where, (value) => pulumi.secret(value));
      assert("stack" in resolved, JSON.stringify(resolved));
      const { resources } = await declareStack(resolved.stack);
      const exceptions = policyExceptions(resolved.stack);
      const judged = policyResources(resources);
      assert.deepEqual(
        judge(judged, exceptions)
          .filter((finding) => finding.because === undefined)
          .map(({ rule, path, says }) => `${rule}: ${path}: ${says}`),
        [],
      );
      const found = judge(judged, []).map(({ rule }) => rule);
      assert.deepEqual(
        exceptions.filter(({ rule }) => !found.includes(rule)),
        [],
      );
    });
  });
}
