import assert from "node:assert/strict";
import { check } from "../../config/check.ts";
import { formatProblems } from "../../config/problem.ts";
import { reversed } from "../support/change-values.ts";
import { changed, problems } from "./minimal.ts";

describe("all problems of a stack", () => {
  it("are told at once, those of the shape and those between the keys", () => {
    const checked = check(
      changed({
        "app.services.api.image": "ap",
        "app.images.web": "ghcr.io/acme/web",
        "app.services.api.port": "eight",
        "app.services.worker.uses": ["mian"],
        "app.databases.main.version": "9",
        "environment.services": { api: { cpu: 256, memoryMiB: 4096 } },
        "environment.colour": "red",
        "release.images.web": "latest",
      }),
      { stack: "staging" },
    );
    assert.ok("problems" in checked);
    assert.equal(
      formatProblems(checked.problems, "Pulumi.staging.yaml"),
      `Pulumi.staging.yaml has 7 problems:
  slipway:app.services.api.port "eight": is text, not a number: write a number
  slipway:app.databases.main.version "9": unknown value: use one of 14, 15, 16, 17, 18
  slipway:release.images.web "latest": is no digest: write "sha256:" and 64 hexadecimal digits
  slipway:environment.colour: unknown key: use one of profile, aws, domain, network, images, edge, env, services, jobs, databases, caches, buckets, deploy, cost, secrets, alarms, uptime, logs, promotion, restoreTest, github, allowReplace
  slipway:app.services.api.image "ap": unknown image: use one of app, web (did you mean "app"?)
  slipway:app.services.worker.uses[0] "mian": unknown name: use one of main, cache (did you mean "main"?)
  slipway:environment.services.api.memoryMiB 4096: Fargate has no task of 256 CPU units and 4096 MiB: the nearest are cpu: 256, memoryMiB: 2048 and cpu: 512, memoryMiB: 4096`,
    );
  });

  it("are counted in words that fit one", () => {
    const [problem] = problems({ "app.name": undefined });
    assert.equal(problem, "slipway:app.name: is missing: add it (Name of the app; every physical name starts with it)");
  });

  it("leave out what follows from another: a broken image is still an image", () => {
    assert.deepEqual(problems({ "app.images.app": 5 }), [
      "slipway:app.images.app 5: is a number, not text: put it in quotes",
    ]);
  });

  it("are found in a file that holds nothing at all", () => {
    const checked = check({}, { stack: "staging" });
    assert.deepEqual("problems" in checked && checked.problems.map(({ key }) => key), [
      "slipway:app",
      "slipway:release",
      "slipway:environment",
    ]);
  });

  it("are found in values of any kind without a crash", () => {
    for (const value of [null, 5, "text", [], {}, [[]], { a: { b: [] } }]) {
      for (const block of ["app", "release", "environment", "secrets"]) {
        for (const inside of [
          "",
          ".services",
          ".services.api",
          ".images",
          ".aws",
          ".databases.main.migrate",
          ".uses",
        ]) {
          problems({ [`${block}${inside}`]: structuredClone(value) });
        }
      }
    }
  });

  it("do not depend on the order of keys", () => {
    const changes = {
      "app.services.api.image": "ap",
      "app.services.worker.uses": ["mian"],
      "environment.domain": undefined,
    };
    const values = changed(changes);
    const told = (of: Record<string, unknown>) => {
      const checked = check(of, { stack: "staging" });
      return "problems" in checked ? checked.problems.map(({ key }) => key).toSorted() : [];
    };
    assert.deepEqual(told(values), told(reversed(values) as Record<string, unknown>));
  });
});
