import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { advisoriesOf, explanationsIn, unexplained } from "../../tools/supply-chain/advisories.ts";
import { explained, licencesPage, page, permissive } from "../../tools/supply-chain/licences.ts";
import { runtimePackages } from "../../tools/supply-chain/packages.ts";
import { textOf } from "../house/sources.ts";
import { type Ended, ended } from "../support/ended.ts";
import { type Answerer, type LocalServer, sendJson, startLocalServer } from "../support/local-server.ts";

const root = join(import.meta.dirname, "../..");
const packages = runtimePackages(join(root, "package-lock.json"));
const advisory = {
  id: "GHSA-aaaa-bbbb-cccc",
  package: "commander",
  title: "runs what it should not",
  severity: "high",
  url: "https://github.com/advisories/GHSA-aaaa-bbbb-cccc",
};
const explanation = { id: advisory.id, because: "no verb passes what it reads to a shell", until: "2026-12-31" };

describe("the packages that run with slipway", () => {
  it("have licences that somebody looked at, because one can forbid what a company does with them", () => {
    const strange = packages.filter(({ name, license }) => !permissive.includes(license ?? "") && !(name in explained));
    assert.deepEqual(strange, []);
    const gone = Object.keys(explained).filter((name) => !packages.some((one) => one.name === name));
    assert.deepEqual(gone, []);
  });

  it("are all in the list of licences", () => {
    assert.ok(textOf(page) === licencesPage(), `${page} is stale: run npm run licences`);
    assert(packages.length > 300);
  });

  it("are all in the SBOM, and nothing else is, because somebody looks there for what an advisory names", function () {
    this.timeout(60_000);
    // As where somebody installs without what only development needs.
    const env = { ...process.env, npm_config_omit: "dev" };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/supply-chain/sbom.ts"], {
      cwd: root,
      encoding: "utf8",
      env,
    });
    assert.equal(status, 0, stderr);
    const { components } = JSON.parse(stdout) as { components: { group?: string; name: string; version: string }[] };
    assert.deepEqual(
      [...new Set(components.map(({ name, version }) => `${name} ${version}`))].sort(),
      packages.map(({ name, version }) => `${name} ${version}`).sort(),
    );
  });

  it("need no script to be installed, so that installing runs nobody's code", () => {
    // protobufjs only compares its version with what asks for it, and prints a warning.
    assert.deepEqual(
      packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name),
      ["protobufjs"],
    );
  });
});

describe("an advisory", () => {
  it("that nobody explained fails, and says what to do", () => {
    assert.deepEqual(unexplained([advisory], [], "2026-11-22"), [
      "commander: runs what it should not (high): https://github.com/advisories/GHSA-aaaa-bbbb-cccc: take a version that mends it, or explain GHSA-aaaa-bbbb-cccc",
    ]);
  });

  it("that is explained passes until its day, because what was true may not stay so", () => {
    assert.deepEqual(unexplained([advisory], [explanation], "2026-12-31"), []);
    assert.deepEqual(unexplained([advisory], [explanation], "2027-01-01"), [
      "commander: runs what it should not: what explains GHSA-aaaa-bbbb-cccc held until 2026-12-31: look again",
    ]);
  });

  it("that is gone leaves no explanation behind", () => {
    assert.deepEqual(unexplained([], [explanation], "2026-11-22"), [
      "GHSA-aaaa-bbbb-cccc is explained and nobody has it: take it out",
    ]);
  });

  it("is told once, however many packages have it through another", () => {
    const { id, package: name, ...told } = advisory;
    const vulnerabilities = {
      commander: { via: [{ name, ...told }] },
      other: { via: ["commander", { name, ...told }] },
    };
    assert.deepEqual(advisoriesOf(JSON.stringify({ vulnerabilities })), [advisory]);
    assert.equal(id, advisory.id);
  });

  it("is explained in a file that can be read, with a sentence and a day, or it would be forgotten there", () => {
    assert.doesNotThrow(() => explanationsIn(join(root, "tools/supply-chain/advisories.yaml")));
    const folder = mkdtempSync(join(tmpdir(), "slipway-advisories-"));
    const file = join(folder, "advisories.yaml");
    try {
      writeFileSync(file, JSON.stringify([explanation]));
      assert.deepEqual(explanationsIn(file), [explanation]);
      writeFileSync(file, JSON.stringify([{ ...explanation, until: undefined }]));
      assert.throws(() => explanationsIn(file), /until/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("npm run audit", function () {
  this.timeout(60_000);

  let registry: LocalServer;
  before(async () => {
    registry = await startLocalServer();
  });
  after(() => registry.stop());

  function audit(answer: Answerer): Promise<Ended> {
    registry.answer(answer);
    const env = { ...process.env, npm_config_registry: registry.url, npm_config_fetch_retries: "0" };
    return ended(
      spawn(process.execPath, ["tools/supply-chain/audit.ts"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] }),
    );
  }

  it("asks the registry about the lockfile's packages and fails for what it says", async () => {
    const bulk = { commander: [{ ...advisory, id: 1, vulnerable_versions: ">=1", cwe: [], cvss: { score: 7 } }] };
    const found = await audit(({ path }, response) =>
      path.endsWith("/advisories/bulk") ? sendJson(response, 200, bulk) : sendJson(response, 404, {}),
    );
    assert.match(found.stdout, /^commander: runs what it should not \(high\)/);
    assert.equal(found.code, 1);
  });

  it("passes where the registry knows of nothing", async () => {
    const { code, stdout } = await audit((_, response) => sendJson(response, 200, {}));
    assert.equal(stdout, "0 advisories against what runs with slipway, all of them explained\n");
    assert.equal(code, 0);
  });

  it("does not call silence a clean answer", async () => {
    assert.equal((await audit((_, response) => sendJson(response, 500, {}))).code, 2);
  });
});
