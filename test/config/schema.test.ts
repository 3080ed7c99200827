import assert from "node:assert/strict";
import { problems } from "./minimal.ts";
import { refuses } from "./refuses.ts";

describe("the schema of a stack's configuration", () => {
  it("takes the minimal configuration, or the tests below would prove nothing", () => {
    assert.deepEqual(problems({}), []);
  });

  refuses([
    [
      "names a key that is missing and says what belongs there",
      { "environment.aws.region": undefined, release: undefined },
      [
        "slipway:release: is missing: add it (Which build runs)",
        "slipway:environment.aws.region: is missing: add it (AWS region)",
      ],
    ],
    [
      "names an unknown key, the known ones and the one that was meant",
      { "environment.logs": { retentonDays: 7, retentionDays: 14 }, "app.bucket": {} },
      [
        'slipway:app.bucket: unknown key: use one of name, images, env, services, jobs, databases, caches, buckets, queues, secrets, egress, metrics, checks, delivery (did you mean "buckets"?)',
        'slipway:environment.logs.retentonDays: unknown key: use one of retentionDays, insights (did you mean "retentionDays"?)',
      ],
    ],
    [
      "says of a key that another block has at the same place where it belongs",
      { "app.services.api.scale": { cpuPercent: 60 }, "environment.services": { api: { port: 80 } }, "app.logs": {} },
      [
        "slipway:app.services.api.scale: unknown key: it belongs to environment.services.api.scale",
        "slipway:app.logs: unknown key: it belongs to environment.logs",
        "slipway:environment.services.api.port: unknown key: it belongs to app.services.api.port",
      ],
    ],
    [
      "names what does not go together, and the choice",
      { "environment.databases": { main: { restoreFrom: { snapshot: "before", of: "other" } } } },
      [
        "slipway:environment.databases.main.restoreFrom: snapshot and of do not go together: use either snapshot, or of",
      ],
    ],
    [
      "knows which keys a web service has and a worker does not",
      { "app.services.worker.sticky": true },
      [
        "slipway:app.services.worker.sticky: unknown key: use one of kind, exactlyOne, port, image, command, entryPoint, user, env, secrets, writable, readonlyRoot, uses, permissions, stopSeconds, containerHealth, sidecars, volumes, discoverable, scaleOn, objectives, rollbackOn",
      ],
    ],
    [
      "asks for quotes where YAML made a number of what is text",
      { "environment.aws.accountId": 111111111111, "app.env": { PORT: 8000, DEBUG: true } },
      [
        "slipway:app.env.PORT 8000: is a number, not text: put it in quotes",
        "slipway:app.env.DEBUG true: is true or false, not text: put it in quotes",
        "slipway:environment.aws.accountId 111111111111: is a number, not text: put it in quotes",
      ],
    ],
    [
      "asks for no quotes where a number is meant",
      { "app.services.api.port": "8000", "app.services.api.sticky": "true" },
      [
        'slipway:app.services.api.port "8000": is text, not a number: write it without quotes',
        'slipway:app.services.api.sticky "true": is text, not true or false: write it without quotes',
      ],
    ],
    [
      "says what kind of value belongs where another is",
      {
        "app.services.api.command": "serve now",
        "app.jobs": [],
        "environment.deploy": null,
        "app.services.api.port": 80.5,
      },
      [
        "slipway:app.services.api.port 80.5: is a number, not a whole number: write a whole number",
        'slipway:app.services.api.command "serve now": is text, not a list: write a list, [a, b]',
        "slipway:app.jobs: is a list, not a mapping: write keys below it",
        "slipway:environment.deploy null: is empty: write a value, or remove the key",
      ],
    ],
    [
      "names the allowed values and the one that was meant",
      { "environment.profile": "prodution", "app.services.api.kind": "wbe", "app.secrets": { A: "give" } },
      [
        'slipway:app.services.api.kind "wbe": unknown value: use one of web, worker (did you mean "web"?)',
        'slipway:app.secrets.A "give": unknown value: use one of given, generated, existing (did you mean "given"?)',
        'slipway:environment.profile "prodution": unknown value: use one of staging, production (did you mean "production"?)',
      ],
    ],
    [
      "names the range of a number",
      { "app.services.api.stopSeconds": 300, "environment.caches": { cache: { replicas: 9 } } },
      [
        "slipway:app.services.api.stopSeconds 300: is out of range: use a whole number from 2 to 120",
        "slipway:environment.caches.cache.replicas 9: is out of range: use a whole number from 0 to 5",
      ],
    ],
    [
      "follows the form of a value that was most likely meant",
      {
        "app.services.api.env": { A: { from: "stack.nmae" }, B: { per: "place" } },
        "environment.alarms": { page: [{ emial: "x" }] },
        "app.services.api.health": { path: "health" },
      },
      [
        'slipway:app.services.api.health.path "health": is no path: write it like /health',
        'slipway:app.services.api.env.A.from "stack.nmae": is no reference: use stack.name, stack.url, release.version, databases.<name>.host|port|name or caches.<name>.host|port',
        'slipway:app.services.api.env.B.per "place": unknown value: use environment',
        'slipway:environment.alarms.page[0].emial: unknown key: use one of email, slack, pagerduty, telegram, chat, https (did you mean "email"?)',
      ],
    ],
    [
      "says what a name may be",
      { "app.images": { App: "ghcr.io/acme/shop", app: "ghcr.io/acme/shop" }, "app.env": { logLevel: "info" } },
      [
        "slipway:app.images.App: is no name: use up to 20 lower-case letters, digits and single hyphens, a letter first",
        "slipway:app.env.logLevel: is no name of a variable: use upper-case letters, digits and _, like API_KEY",
      ],
    ],
    [
      "says how a digest, an image, a role and a domain are written",
      {
        "release.images.app": "1.4.2",
        "app.images.app": "ghcr.io/acme/shop:1.4.2",
        "environment.aws.assumeRole": "deployer",
        "environment.domain": "Shop.example.com",
      },
      [
        'slipway:app.images.app "ghcr.io/acme/shop:1.4.2": is no repository of a registry: write it like ghcr.io/acme/shop, without a tag or digest',
        'slipway:release.images.app "1.4.2": is no digest: write "sha256:" and 64 hexadecimal digits',
        'slipway:environment.aws.assumeRole "deployer": is no ARN: write it like arn:aws:iam::111111111111:role/deploy',
        'slipway:environment.domain "Shop.example.com": is no domain name: write it in lower case, like staging.shop.example.com',
      ],
    ],
    [
      "has no key that nothing acts on",
      { "app.caches.cache.size": 1, "app.services.api.uses": { main: { proxy: true } } },
      [
        "slipway:app.services.api.uses.main.proxy: unknown key: use one of access, urlDialect, env, pool, replica",
        "slipway:app.caches.cache.size: unknown key: use one of engine, version, use",
      ],
    ],
    [
      "wants a whole sentence where a less safe choice is made",
      { "environment.services": { api: { exec: { because: "debugging" } }, worker: { stopped: {} } } },
      [
        'slipway:environment.services.api.exec.because "debugging": is no sentence: say in ten characters or more why this is worth it',
        "slipway:environment.services.worker.stopped.because: is missing: add it (Why this is worth it, as a sentence of ten characters or more; the plan shows it)",
      ],
    ],
    [
      "says that a less safe choice is made by its reason, not by a word",
      { "app.services.api.readonlyRoot": false },
      [
        "slipway:app.services.api.readonlyRoot false: takes a reason, not true or false: write {because: <why, in a sentence>}, or remove the key",
      ],
    ],
    [
      "never shows a secret's value, not even a wrong one",
      { "secrets.API_KEY": 31337, "secrets.token": "canary" },
      [
        "slipway:secrets.API_KEY: is a number, not text: put it in quotes",
        "slipway:secrets.token: is no name of a variable: use upper-case letters, digits and _, like API_KEY",
      ],
    ],
  ]);
});
