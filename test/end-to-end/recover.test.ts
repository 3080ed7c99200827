import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Recovery } from "../../sandbox/run/recover.ts";
import type { UpResult } from "../../sandbox/run/up.ts";
import { copyTinyProject, runTiny } from "../support/tiny.ts";

describe("recover, on the real engine", function () {
  this.timeout(180_000);
  const { folder, remove } = copyTinyProject();
  after(remove);

  async function kill(on: string): Promise<void> {
    const killed = await runTiny(folder, "up", { fault: "kill", on });
    assert.equal(killed.signal, "SIGKILL", `the fault kills the run: ${killed.stderr}`);
  }

  async function recover(): Promise<Recovery> {
    const recovered = await runTiny(folder, "recover");
    assert.equal(recovered.code, 0, recovered.stderr);
    return JSON.parse(recovered.stdout);
  }

  it("is asked for by the next run, which says who left the lock", async () => {
    await kill("network");
    const refused = await runTiny(folder, "up");
    assert.equal(refused.code, 1);
    // As one would name it from here: another project has a stack of that name too.
    const named = relative(process.cwd(), join(folder, "Pulumi.dev.yaml"));
    assert.match(
      refused.stderr,
      /^the sandbox of tiny was left locked by process \d+ on .+ since .+, which no longer runs: /,
    );
    assert(refused.stderr.includes(`(up ${named}), `), refused.stderr);
    assert(refused.stderr.endsWith(`run \`npx slipway recover ${named} --sandbox\` first`), refused.stderr);
  });

  it("finds what carries the tag, and drops the lock of the dead run", async () => {
    const { droppedLock, adopted } = await recover();
    assert.equal(droppedLock, true);
    const network = adopted.find(({ name }) => name === "network");
    assert.equal(network?.by, "tag");
    assert.match(network?.id ?? "", /^vpc-[0-9a-f]{17}$/);
  });

  it("finds what has an explicit name", async () => {
    await kill("group");
    const { adopted } = await recover();
    assert.equal(adopted.find(({ name }) => name === "group")?.by, "name");
  });

  it("finds a route through its table, because it has neither name nor tag", async () => {
    await kill("out");
    const { adopted } = await recover();
    assert.equal(adopted.find(({ name }) => name === "out")?.by, "parent");
  });

  it("leaves a stack that comes up with an empty second preview", async () => {
    const { code, stdout, stderr } = await runTiny(folder, "up");
    assert.equal(code, 0, stderr);
    const { secondPreview, urls }: UpResult = JSON.parse(stdout);
    assert.deepEqual(secondPreview.steps, []);
    assert.deepEqual(urls, ["https://tiny.example.com/tiny"]);
  });

  it("writes no secret value anywhere in the sandbox", () => {
    const files = filesIn(join(folder, ".slipway"));
    assert.ok(files.some((file) => file.endsWith(".jsonl")));
    for (const file of files) {
      assert.doesNotMatch(readFileSync(file, "utf8"), /canary-4f1d9c/, file);
    }
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}
