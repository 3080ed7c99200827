import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { credentials, status } from "@grpc/grpc-js";
import grpcService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";

const host = fileURLToPath(new URL("../../tools/engine/bin/pulumi-language-nodejs", import.meta.url));

/** What a program that only tells what it was started with has written. */
interface Started {
  readonly argv: string[];
  readonly execArgv: string[];
  readonly cwd: string;
  readonly config: string;
  readonly secretKeys: string;
  readonly typescript?: string;
}

describe("the language host", () => {
  let folder: string;
  let running: ChildProcess;
  let client: InstanceType<typeof grpcService.LanguageRuntimeClient>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "slipway-host-"));
    running = spawn(host, ["--logtostderr", "127.0.0.1:1"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    assert.ok(running.stdout);
    const [port] = await once(running.stdout, "data");
    client = new grpcService.LanguageRuntimeClient(`127.0.0.1:${String(port).trim()}`, credentials.createInsecure());
  });
  afterEach(async () => {
    client.close();
    if (running.exitCode === null) {
      running.stdin?.end();
      await once(running, "exit");
    }
    await rm(folder, { recursive: true });
  });

  /** Runs a program whose preload `script` ends it before it asks for an engine. */
  const run = async (script: string, options: Record<string, string | boolean> = {}) => {
    await writeFile(join(folder, "preload script.mjs"), script);
    const info = new messages.ProgramInfo();
    info.setRootDirectory(join(folder, "project"));
    info.setProgramDirectory(folder);
    info.setEntryPoint("index.ts");
    info.setOptions(
      struct.Struct.fromJavaScript({ nodeargs: '--import "./preload script.mjs" --no-warnings', ...options }),
    );
    const request = new messages.RunRequest();
    request.setInfo(info);
    request.setProject("shop");
    request.setStack("staging");
    request.setOrganization("acme");
    request.setMonitorAddress("127.0.0.1:2");
    request.setParallel(4);
    request.setDryrun(true);
    request.setArgsList(["last"]);
    request.getConfigMap().set("slipway:app", "{}");
    request.setConfigsecretkeysList(["slipway:secrets"]);
    return new Promise<{ error: string; bail: boolean }>((resolve, reject) => {
      client.run(request, (error, response) => (error ? reject(error) : resolve(response.toObject())));
    });
  };

  /** Waits for a file that a program writes. */
  const written = async (name: string) => {
    while (!existsSync(join(folder, name))) {
      await setTimeout(20);
    }
  };

  const tell = `
    import { writeFileSync } from "node:fs";
    writeFileSync("started.json", JSON.stringify({
      argv: process.argv.slice(1),
      execArgv: process.execArgv,
      cwd: process.cwd(),
      config: process.env.PULUMI_CONFIG,
      secretKeys: process.env.PULUMI_CONFIG_SECRET_KEYS,
      typescript: process.env.PULUMI_NODEJS_TYPESCRIPT,
    }));
    process.exit(0);`;
  const started = async (): Promise<Started> => JSON.parse(await readFile(join(folder, "started.json"), "utf8"));

  it("starts the SDK in the program's folder with everything the engine says, nodeargs first", async () => {
    assert.deepEqual(await run(tell, { typescript: false }), { error: "", bail: false });
    const { argv, execArgv, cwd, ...environment } = await started();
    assert.deepEqual(execArgv, ["--import", "./preload script.mjs", "--no-warnings"]);
    assert.equal(cwd, folder);
    // The folder has no packages of its own, so the SDK is the one of this checkout.
    assert.equal(argv[0], createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run"));
    assert.deepEqual(argv.slice(1), [
      "--monitor=127.0.0.1:2",
      "--engine=127.0.0.1:1",
      "--organization=acme",
      "--project=shop",
      `--root-directory=${join(folder, "project")}`,
      "--stack=staging",
      `--pwd=${folder}`,
      "--parallel=4",
      "--dry-run",
      "index.ts",
      "last",
    ]);
    assert.deepEqual(environment, { config: '{"slipway:app":"{}"}', secretKeys: '["slipway:secrets"]' });
  });

  it("leaves TypeScript to ts-node unless Pulumi.yaml says otherwise, as Pulumi's own host does", async () => {
    await run(tell);
    assert.equal((await started()).typescript, "true");
  });

  it("adds nothing to what a program has said itself: 32 only stops the engine", async () => {
    assert.deepEqual(await run("process.exit(32)"), { error: "", bail: true });
  });

  it("says how any other program ended, because such a program has said nothing", async () => {
    assert.equal((await run("process.exit(7)")).error, "the program ended with exit code 7");
    assert.equal((await run('process.kill(process.pid, "SIGKILL")')).error, "the program was ended by SIGKILL");
  });

  it("tells pulumi about which Node runs programs", async () => {
    const about = await new Promise<{ executable: string; version: string }>((resolve, reject) => {
      client.about(new messages.AboutRequest(), (error, response) =>
        error ? reject(error) : resolve(response.toObject()),
      );
    });
    assert.match(about.executable, /node$/);
    assert.equal(about.version, process.version);
  });

  it("answers what it has no part in with unimplemented, which the engine takes for an answer", async () => {
    await assert.rejects(
      new Promise((resolve, reject) => {
        client.pack(new messages.PackRequest(), (error, response) => (error ? reject(error) : resolve(response)));
      }),
      { code: status.UNIMPLEMENTED },
    );
  });

  /** What the host tells of a plugin of this kind in the folder, which is a pack of one line. */
  const plugin = async (kind: string, script = "") => {
    await writeFile(join(folder, "package.json"), '{ "main": "pack.cjs" }');
    await writeFile(join(folder, "pack.cjs"), script);
    const info = new messages.ProgramInfo();
    info.setProgramDirectory(folder);
    info.setEntryPoint(".");
    const request = new messages.RunPluginRequest();
    request.setInfo(info);
    request.setKind(kind);
    request.setArgsList(["127.0.0.1:1"]);
    request.setEnvList(["PACK_SAYS=a=b"]);
    const call = client.runPlugin(request);
    const told = { stdout: "", stderr: "", code: -1 };
    call.on("data", (part: InstanceType<typeof messages.RunPluginResponse>) => {
      told.stdout += Buffer.from(part.getStdout_asU8()).toString();
      told.stderr += Buffer.from(part.getStderr_asU8()).toString();
      told.code = part.hasExitcode() ? part.getExitcode() : told.code;
    });
    await once(call, "end");
    return told;
  };

  it("starts a policy pack in its folder and passes on what it prints, of which the engine reads its port", async () => {
    const script = "console.log(process.env.PACK_SAYS, process.cwd()); console.error('odd'); process.exit(7);";
    const told = await plugin("analyzer", script);
    assert.deepEqual(told, { stdout: `a=b ${folder}\n`, stderr: "odd\n", code: 7 });
  });

  it("says of any other plugin that it is not for this host", async () => {
    await assert.rejects(plugin("resource"), {
      code: status.UNIMPLEMENTED,
      details: "slipway's language host starts programs and policy packs alone: use Pulumi's own engine",
    });
  });

  it("ends with the engine, however that ends, and takes the program along", async () => {
    const program = run(`
      import { writeFileSync } from "node:fs";
      process.on("SIGINT", () => {
        writeFileSync("ended", "");
        process.exit(0);
      });
      writeFileSync("begun", "");
      await new Promise((done) => setTimeout(done, 10_000));`);
    program.catch(() => {}); // the connection goes with the host
    await written("begun");
    running.stdin?.end();
    const [code] = await once(running, "exit");
    assert.equal(code, 0);
    await written("ended");
  });
});
