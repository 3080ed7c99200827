import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { loadedModules } from "../support/loaded-packages.ts";

/** What nothing in a plan uses, each of which would cost more than all of ours. */
const leftOut = [
  "@aws-sdk/",
  "@smithy/",
  "@npmcli/",
  "typescript/",
  "@opentelemetry/",
  "@grpc/",
  "@pulumi/policy/",
  "@pulumi/pulumi/automation/",
  "@pulumi/pulumi/provider/server.js",
  "@pulumi/pulumi/proto/provider_pb.js",
  "@pulumi/pulumi/runtime/closure/",
  "semver/ranges/",
];

const root = join(import.meta.dirname, "../..");

describe("what a plan loads", () => {
  it("has nothing that calls AWS, speaks to an engine or compiles, because loading costs most of a plan's time", async () => {
    const loaded = await loadedModules("plan", "staging");
    assert.ok(loaded.includes("@pulumi/pulumi/index.js"), "the SDK itself is loaded");
    assert.deepEqual(
      loaded.filter((path) => leftOut.some((one) => path.startsWith(one))),
      // The numbers of gRPC's errors, by which the SDK knows them.
      ["@grpc/grpc-js/build/src/constants.js"],
    );
  });

  it("leaves the Automation API to a verb that plans first and runs the engine then", () => {
    const program = [
      'import { leaveOutNeverUsed } from "./plan/lean-sdk.ts";',
      "leaveOutNeverUsed();",
      'await import("@pulumi/pulumi");',
      'const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");',
      "process.stdout.write(typeof LocalWorkspace.createOrSelectStack);",
    ].join("\n");
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: root });
    assert.equal(String(stdout), "function");
  });

  it("says so where a program asks for it all the same", () => {
    const program = [
      'import { leaveOutEngine } from "./plan/lean-sdk.ts";',
      "leaveOutEngine();",
      'const { default: protocol } = await import("@pulumi/pulumi/proto/resource_grpc_pb.js");',
      'new protocol.ResourceMonitorClient("127.0.0.1:1");',
    ].join("\n");
    const { stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: root });
    assert.match(
      String(stderr),
      /an offline plan has no engine, no Automation API and no dynamic providers: use none of them in this program/,
    );
  });
});

describe("the memory of a plan", () => {
  it("has room for young objects early and no more of it later: neither copied all the time nor kept for nothing", () => {
    const peakMemory = pathToFileURL(join(root, "bench", "peak-memory.cjs"));
    const tell = `import { peakKiB } from "${peakMemory}"; process.on("exit", () => console.error("peak", peakKiB()));`;
    const asked = ["--trace-gc", "--import", `data:text/javascript,${encodeURIComponent(tell)}`];
    const plan = () =>
      spawnSync(process.execPath, [...asked, "cli/slipway.mjs", "plan", "staging"], { cwd: root, encoding: "utf8" });
    // The first one compiles, and keeps what came of it for the next.
    plan();
    const { status, stdout, stderr } = plan();
    assert.equal(status, 0, stderr);
    const copied = stdout.match(/: Scavenge /g)?.length ?? 0;
    assert(copied > 0 && copied < 65, `V8 copied the young objects ${copied} times`);
    const peakMiB = Number(stderr.match(/^peak (.+)$/m)?.[1]) / 1024;
    assert(peakMiB < 205, `the plan took ${peakMiB} MiB`);
  });
});
