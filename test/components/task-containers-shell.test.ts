import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { caBundle, caBundleRegions } from "../../lib/ca-bundle.ts";
import { caBundlePath } from "../../lib/store-url.ts";
import { declareStack, ofType } from "../support/declare-stack.ts";
import { containersOf, type EcsContainer } from "../support/json-inputs.ts";
import { allStacks } from "../support/stack-files.ts";

describe("the init container's line, run by this machine's shell", function () {
  // A process for each region.
  this.timeout(60_000);
  let root: string;
  let init: EcsContainer;
  let app: EcsContainer;
  before(async () => {
    const declared = await declareStack(allStacks[0]?.file ?? "");
    for (const definition of ofType(declared, "TaskDefinition")) {
      const containers = containersOf(definition);
      const found = containers.find(({ name }) => name === "slipway-init");
      const waits = containers.find(({ dependsOn }) =>
        dependsOn?.some(({ containerName }) => containerName === found?.name),
      );
      if (found && waits) {
        [init, app] = [found, waits];
      }
    }
    assert(init && app);
  });
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "slipway-init-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** Runs it with every path of the container in a folder of ours. */
  function run(bundle: string) {
    const [shell = "", ...args] = init.command ?? [];
    assert.equal(shell, "sh");
    const inside = args.map((arg) => arg.replaceAll(" /init/", ` ${root}/init/`));
    assert.notDeepEqual(inside, args, "the line writes to /init");
    return spawnSync("/bin/sh", inside, { env: { CA_BUNDLE: bundle }, encoding: "utf8" });
  }

  /** Where the line is to write, seen from outside of the container; the volume's folder is there as ECS makes it. */
  function target(): string {
    const volume = init.mountPoints.find(({ readOnly }) => !readOnly);
    const seen = app.mountPoints.find(({ sourceVolume }) => sourceVolume === volume?.sourceVolume);
    assert(volume && seen);
    const folder = join(root, volume.containerPath);
    mkdirSync(folder, { recursive: true });
    assert.equal(seen.containerPath, dirname(caBundlePath), "the app has it where the stores' URLs name it");
    return join(folder, basename(caBundlePath));
  }

  it("puts the certificates of each region where the stores' URLs name them, byte for byte", () => {
    const file = target();
    for (const region of caBundleRegions()) {
      const { status, stderr } = run(caBundle(region));
      assert.equal(status, 0, stderr);
      const written = readFileSync(file, "utf8");
      assert.equal(written, caBundle(region));
      const certificates = written.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];
      assert(certificates.length > 1 && certificates.every((pem) => new X509Certificate(pem).ca), region);
    }
  });

  it("leaves percent signs, quotes and backslashes alone, which a format would not", () => {
    const file = target();
    const text = "100%s \\n \"quoted\" 'single'\n";
    assert.equal(run(text).status, 0);
    assert.equal(readFileSync(file, "utf8"), text);
  });

  it("ends badly where it cannot write, since the app must not start without its certificates", () => {
    const { status, stderr } = run("x");
    assert.notEqual(status, 0);
    assert.match(stderr, /bundle\.pem/);
  });
});
