import assert from "node:assert/strict";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findEngine } from "../../tools/engine/engine.ts";
import { engineVersion } from "../../tools/engine/version.ts";
import { type FakeMachine, fakeMachine } from "./fake-machine.ts";

const folderName = `${engineVersion}-linux-x64`;
const ours = fileURLToPath(new URL("../../tools/engine/bin", import.meta.url));
const node = dirname(process.execPath);

describe("the engine", () => {
  let machine: FakeMachine;
  const said: string[] = [];
  const report = (sentence: string) => void said.push(sentence);

  beforeEach(async () => {
    machine = await fakeMachine();
    said.length = 0;
  });
  afterEach(() => machine.remove());

  const cached = async (script: string) => {
    const folder = join(machine.cache, folderName);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return folder;
  };

  describe("on PATH", () => {
    it("is taken before the cached one, because the user chose it", async () => {
      const pulumi = await machine.install("pulumi", "echo v3.260.1");
      await machine.install("pulumi-language-nodejs", "");
      await cached(`echo v${engineVersion}`);
      const engine = await findEngine(report, machine);
      assert.deepEqual(engine, { pulumi, version: "3.260.1", path: [dirname(pulumi), node], source: "path" });
      assert.deepEqual(said, []);
    });

    it("gets our language host when it has none of its own", async () => {
      const pulumi = await machine.install("pulumi", "echo v3.238.0");
      const engine = await findEngine(report, machine);
      assert.deepEqual(engine.path, [dirname(pulumi), ours, node]);
    });

    it("is skipped when it is too old, and said so, for the next on PATH", async () => {
      const old = await machine.install("pulumi", "echo v3.237.9", "first");
      const newer = await machine.install("pulumi", "echo v3.1000.0", "second");
      const engine = await findEngine(report, machine);
      assert.equal(engine.pulumi, newer);
      assert.deepEqual(said, [
        `${old} has version 3.237.9, slipway needs 3.238.0 or newer of the same major version: skipped`,
      ]);
    });

    it("is skipped when its major version is another, because that may mean anything", async () => {
      await machine.install("pulumi", "echo v4.300.0");
      const folder = await cached(`echo v${engineVersion}`);
      assert.equal((await findEngine(report, machine)).pulumi, join(folder, "pulumi"));
    });

    it("is skipped when it does not answer", async () => {
      const broken = await machine.install("pulumi", "exit 1");
      await cached(`echo v${engineVersion}`);
      assert.equal((await findEngine(report, machine)).source, "cache");
      assert.deepEqual(said, [`${broken} does not answer "pulumi version": skipped`]);
    });
  });

  describe("in the cache", () => {
    it("is taken without a word and without a download, and stands beside a language host", async () => {
      const folder = await cached(`echo v${engineVersion}`);
      const engine = await findEngine(report, machine);
      const { pulumi, version, path, source } = engine;
      assert.deepEqual(
        { pulumi, version, path, source },
        { ...engine, pulumi: join(folder, "pulumi"), path: [folder, node] },
      );
      assert.equal(source, "cache");
      assert.deepEqual(said, []);
      assert.deepEqual((await readdir(folder)).sort(), ["pulumi", "pulumi-language-nodejs"]);
    });

    it("is made anew when it is damaged, because half a file stays half a file", async () => {
      const folder = await cached("exit 139");
      await machine.installGo(engineVersion);
      const engine = await findEngine(report, machine);
      assert.equal(engine.source, "build");
      assert.equal(said[0], `the engine in ${folder} does not answer as version ${engineVersion}: getting it anew`);
    });

    it("cannot be where the cache cannot be written to, which names the variable to set", async () => {
      await writeFile(join(machine.root, "cache"), "a file");
      await assert.rejects(
        findEngine(report, machine),
        /^UserError: cache .*\/cache\/engine cannot be written to \(ENOTDIR.*\): set SLIPWAY_CACHE to a folder that can$/,
      );
    });
  });

  describe("that is built", () => {
    it("says what is done and where the log is, and is there the next time", async () => {
      await machine.installGo(engineVersion);
      const engine = await findEngine(report, machine);
      const folder = join(machine.cache, folderName);
      assert.deepEqual(engine, {
        pulumi: join(folder, "pulumi"),
        version: engineVersion,
        path: [folder, node],
        source: "build",
      });
      assert.deepEqual(said, [
        `building pulumi ${engineVersion} with Go: about 6 minutes, once a machine (log: ${folder}.log)`,
      ]);
      assert.equal((await findEngine(report, machine)).source, "cache");
      assert.equal(await machine.builds(), 1);
    });

    it("is of the version that go.mod names", async () => {
      const goMod = await readFile(new URL("../../tools/engine/go.mod", import.meta.url), "utf8");
      assert.match(goMod, new RegExp(`github.com/pulumi/pulumi/pkg/v3 v${engineVersion.replaceAll(".", "\\.")} `));
    });

    it("leaves nothing of a build that was killed", async () => {
      await mkdir(join(machine.cache, `${folderName}.new-aaaaaa`), { recursive: true });
      await machine.installGo(engineVersion);
      await findEngine(report, machine);
      assert.deepEqual((await readdir(machine.cache)).sort(), [folderName, `${folderName}.log`]);
    });

    it("names the log and its last line when the build fails", async () => {
      await machine.install("go", "echo first; echo 'disk full' >&2; exit 1");
      const log = join(machine.cache, `${folderName}.log`);
      await assert.rejects(findEngine(report, machine), (error: Error) =>
        error.message.includes(`install Go to build it with (the Go build failed: disk full, log: ${log})`),
      );
      assert.equal(await readFile(log, "utf8"), "first\ndisk full\n");
    });

    it("is built once when two want it at once, and the second says whom it waits for", async () => {
      const goAhead = join(machine.root, "go-ahead");
      await machine.installGo(engineVersion, `while [ ! -e ${goAhead} ]; do /bin/sleep 0.05; done`);
      const waiting = (sentence: string) => {
        report(sentence);
        return sentence.startsWith("waiting") ? void writeFile(goAhead, "") : undefined;
      };
      const engines = await Promise.all([findEngine(waiting, machine), findEngine(waiting, machine)]);
      assert.deepEqual(engines.map(({ source }) => source).sort(), ["build", "cache"]);
      assert.equal(await machine.builds(), 1);
      assert.ok(
        said.includes(`waiting for process ${process.pid} on ${hostname()}, which is getting the engine`),
        said.join("\n"),
      );
    });

    for (const [whose, holder, age] of [
      ["a dead process", `process 999999999 on ${hostname()}`, 0],
      ["a machine that has been silent for minutes", "process 1 on elsewhere", 120],
    ] as const) {
      it(`does not wait for ${whose}, whose lock nobody will remove`, async () => {
        const lock = join(machine.cache, `${folderName}.lock`);
        await mkdir(machine.cache, { recursive: true });
        await writeFile(lock, holder);
        const touched = Date.now() / 1000 - age;
        await utimes(lock, touched, touched);
        await machine.installGo(engineVersion);
        assert.equal((await findEngine(report, machine)).source, "build");
      });
    }
  });

  it("that cannot be had is one error with the three ways and their commands", async () => {
    await assert.rejects(findEngine(report, machine), {
      message: [
        'engine "pulumi" cannot be had: do one of these three, then run the same command again',
        "  install pulumi 3.238.0 or newer:",
        '    curl -fsSL https://get.pulumi.com | sh && export PATH="$HOME/.pulumi/bin:$PATH"',
        "  allow its download (the download from get.pulumi.com failed: ENOTFOUND), behind a proxy with:",
        "    export HTTPS_PROXY=http://<host>:<port>",
        "  install Go to build it with (there is no go on PATH to build it with):",
        '    curl -fsSL https://go.dev/dl/go1.26.8.linux-amd64.tar.gz | sudo tar -C /usr/local -xz && export PATH="$PATH:/usr/local/go/bin"',
      ].join("\n"),
    });
    assert.deepEqual(await readdir(machine.cache), []);
  });
});
