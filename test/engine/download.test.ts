import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { findEngine } from "../../tools/engine/engine.ts";
import { engineVersion } from "../../tools/engine/version.ts";
import { type FakeMachine, fakeMachine, lend } from "./fake-machine.ts";

const folderName = `${engineVersion}-linux-x64`;

describe("an engine that is downloaded", () => {
  const name = `pulumi-v${engineVersion}-linux-x64.tar.gz`;
  let machine: FakeMachine;
  let archive: Buffer;
  let asked: string[];
  let said: string[];
  const report = (sentence: string) => void said.push(sentence);

  beforeEach(async () => {
    machine = await fakeMachine();
    asked = [];
    said = [];
    const contents = join(machine.root, "pulumi");
    await mkdir(contents);
    await writeFile(join(contents, "pulumi"), `#!/bin/sh\necho v${engineVersion}\n`, { mode: 0o755 });
    await writeFile(join(contents, "pulumi-language-nodejs"), "#!/bin/sh\n", { mode: 0o755 });
    await promisify(execFile)("tar", ["-czf", "archive.tar.gz", "pulumi"], { cwd: machine.root });
    archive = await readFile(join(machine.root, "archive.tar.gz"));
    await lend(machine, ["tar", "gzip"]);
  });
  afterEach(() => machine.remove());

  const site = (checksum: string) => (url: string) => {
    asked.push(url);
    return Promise.resolve(new Response(url.endsWith(".txt") ? `${checksum}  ${name}\n` : new Uint8Array(archive)));
  };

  it("is checked against the published checksum and keeps Pulumi's own language host", async () => {
    const fetch = site(createHash("sha256").update(archive).digest("hex"));
    const engine = await findEngine(report, { ...machine, fetch });
    assert.equal(engine.source, "download");
    assert.deepEqual(asked, [
      `https://get.pulumi.com/releases/sdk/pulumi-${engineVersion}-checksums.txt`,
      `https://get.pulumi.com/releases/sdk/${name}`,
    ]);
    assert.equal(await readFile(join(machine.cache, folderName, "pulumi-language-nodejs"), "utf8"), "#!/bin/sh\n");
    assert.deepEqual(said, [`downloading pulumi ${engineVersion} from get.pulumi.com`]);
  });

  it("is thrown away when the checksum differs, and built instead", async () => {
    await machine.installGo(engineVersion);
    const engine = await findEngine(report, { ...machine, fetch: site("0".repeat(64)) });
    assert.equal(engine.source, "build");
  });

  it("is given up after a silence, because a firewall that drops packets answers nothing", async () => {
    await machine.installGo(engineVersion);
    let limit: AbortSignal | null | undefined;
    const fetch = (_url: string, init?: RequestInit) => {
      limit = init?.signal;
      return Promise.reject(new DOMException("timed out", "TimeoutError"));
    };
    assert.equal((await findEngine(report, { ...machine, fetch })).source, "build");
    assert.ok(limit instanceof AbortSignal);
  });
});
