import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { formatProblem } from "../../config/problem.ts";
import { resolve } from "../../config/resolve.ts";
import { parseStackText, readStackFile } from "../../config/stack-file.ts";
import { printable } from "../../lib/printable.ts";
import { changed, problems } from "../config/minimal.ts";
import { reversed } from "../support/change-values.ts";
import { refuses } from "../support/refuses.ts";
import { written } from "./hostile.ts";
import { bomb } from "./hostile-text.ts";

const says = (text: string) => () => parseStackText(text, "Pulumi.staging.yaml");

describe("a stack file that the fuzz found", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-found-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function read(file: object): () => unknown {
    const path = join(folder, "Pulumi.staging.yaml");
    writeFileSync(path, written(file));
    return () => readStackFile(path);
  }

  it("fails in words where an alias leads nowhere, which the reader of YAML finds too late to be an error of its own", () =>
    refuses(
      says("config:\n  slipway:app: *nowhere\n"),
      "Pulumi.staging.yaml is no YAML: unresolved alias (the anchor must be set before the alias): nowhere: write values themselves instead of anchors and aliases",
    ));

  it("fails in words where aliases of aliases mean more than a machine can hold", async () => {
    await assert.rejects(async () => says(bomb)(), {
      name: "UserError",
      message: /^Pulumi\.staging\.yaml is no YAML: excessive alias count/,
    });
  });

  it("fails with a route that is none and not in a stack trace, where the place looks from outside", () => {
    const found = problems({
      "app.services.api.routes": ["teams"],
      "environment.profile": "production",
      "environment.alarms": { page: [{ email: "ops@shop.example.com" }] },
    });
    assert.ok(
      found.some((line) => line.startsWith('slipway:app.services.api.routes[0] "teams": ')),
      found.join("\n"),
    );
  });

  it("fails with a block of addresses that is none and not in a stack trace, where the network has no zones", () => {
    const found = problems({ "environment.network": { cidr: "564.175.9.55/26", zones: [] } });
    assert.ok(
      found.some((line) => line.includes("is not an IPv4 block")),
      found.join("\n"),
    );
  });

  it("fails with a domain that no certificate has, before a resource is declared", () => {
    const tooLong = `${"a".repeat(60)}.example.com`;
    assert.deepEqual(problems({ "environment.domain": "1.4.1" }), [
      'slipway:environment.domain "1.4.1": is no domain name: write it in lower case, like staging.shop.example.com',
    ]);
    assert.deepEqual(problems({ "environment.domain": tooLong }), [
      `slipway:environment.domain "${tooLong}": is too long for a certificate: use up to 64 characters`,
    ]);
  });

  it("fails with the role of a zone that is in no account, whose provider would then be held to none", () => {
    const roleArn = "arn:aws:iam:::role/records";
    const zone = { id: "Z0123456789SHOPZONE01", roleArn };
    assert.deepEqual(problems({ "environment.domain": { name: "staging.shop.example.com", zone } }), [
      `slipway:environment.domain.zone.roleArn "${roleArn}": is no ARN: write it like arn:aws:iam::222222222222:role/records`,
    ]);
  });

  it("fails without the value where somebody wrote a secret among digests", () => {
    const found = problems({ "release.images.secure": "hunter2" }).join("\n");
    assert.ok(found.includes("slipway:release.images.secure: "), found);
    assert.ok(!found.includes("hunter2"), found);
  });

  it("fails in characters that a terminal shows, whatever its keys hold", () => {
    const [line = ""] = problems({ "app.services.\u001b[2J\u202Eapi": { kind: "worker", image: "app" } });
    assert.match(line, /^slipway:app\.services\["\\u001b\[2J\\u202eapi"\]: is no name/);
    assert.equal(printable("å€😀 \u009b\u2028\uFEFF"), "å€😀 \\u009b\\u2028\\ufeff");
  });

  it("fails with a key that can be read, and with as many problems as a person mends, however many there are", async () => {
    const strays = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`Stray${index}`, "x"]));
    const { app, environment } = changed({
      "app.images": { app: "ghcr.io/acme/shop", ...strays },
      [`app.${"a".repeat(9000)}`]: 1,
    });
    const file = {
      config: { "slipway:app": app, "slipway:environment": environment, "slipway:secrets": { KEY: "open" } },
    };
    await assert.rejects(
      async () => read(file)(),
      (error: Error) => {
        const lines = error.message.split("\n");
        assert.equal(lines.length, 102);
        assert.match(lines.at(-1) ?? "", /^ {2}and \d+ more: mend these first$/);
        assert.ok(error.message.length < 60_000);
        return true;
      },
    );
  });

  it("fails with the same of two services without routes, in whichever order they stand", () => {
    const [api, web] = [
      { kind: "web", image: "app", port: 1, health: "/" },
      { kind: "web", image: "app", port: 2, health: "/" },
    ];
    const told = problems({ "app.services": { web, api }, "app.caches": undefined, "app.databases": undefined });
    assert.deepEqual(
      told,
      problems({ "app.services": { api, web }, "app.caches": undefined, "app.databases": undefined }),
    );
    assert.ok(
      told.some((line) => line.startsWith("slipway:app.services.web: without routes")),
      told.join("\n"),
    );
  });

  it("fails with a sentence that would act on the terminal that shows it in the plan", () => {
    const key = "environment.services.api.exec.because";
    const says = "is no sentence: say in ten characters or more why this is worth it";
    assert.deepEqual(problems({ [key]: "for debugging \u001b[2J alone" }), [
      `slipway:${key} "for debugging \\u001b[2J alone": ${says}`,
    ]);
    assert.deepEqual(problems({ [key]: "für die Suche nach Fehlern 😀\nund nichts sonst\n" }), []);
  });

  it("fails without the value where somebody put a password among images", () => {
    const found = problems({ "app.images.password": "Hunter2 is it" }).join("\n");
    assert.match(found, /^slipway:app\.images\.password: is no repository/m);
    assert.ok(!found.includes("Hunter2"), found);
  });

  it("fails with the same of two unknown keys, of two folders and of two equal costs, in whichever order they stand", () => {
    const receiver = { region: "eu-north-1", accountId: "1" };
    const volumes = { blue: { path: "/data" }, azure: { path: "/data" } };
    const services = {
      web: { kind: "worker", image: "app" },
      api: { kind: "web", image: "app", port: 8000, health: "/health" },
    };
    const told = (change: (value: unknown) => unknown) =>
      problems({ "environment.alarms": { page: [change(receiver)] }, "app.services.api.volumes": change(volumes) });
    assert.deepEqual(
      told(reversed),
      told((value) => value),
    );
    const dear = (change: (value: unknown) => unknown) => {
      const values = changed({
        "app.services": change(services),
        "app.databases": undefined,
        "app.caches": undefined,
        "environment.cost": { maxMonthlyUsd: 10 },
      });
      const resolved = resolve(values, { stack: "staging" }, (value) => pulumi.secret(value));
      return "problems" in resolved ? resolved.problems.map(formatProblem).join("\n") : "";
    };
    assert.equal(
      dear(reversed),
      dear((value) => value),
    );
    assert.match(dear(reversed), /most of it: network \d+, edge \d+, api \d+/);
  });
});
