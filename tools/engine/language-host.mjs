// The language host of machines without Pulumi's own distribution: the engine asks it to run a
// Node program. Without the proxy of Pulumi's host in between: the program talks to the engine itself.
import { spawn } from "node:child_process";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { runPolicyPack } from "./policy-pack.mjs";
import { sdkStart } from "./sdk-start.mjs";

/** The exit code of a program that has told the user already what is wrong. */
const toldTheUser = 32;

// The engine gives its address last, after flags for logging and tracing.
const engineAddress = process.argv.at(-1);
const programs = new Set();

/** Answers with an empty message of the type that the protocol asks for, after `fill` has filled it. */
function answer(method, fill = () => {}) {
  return (_call, done) => {
    const response = new LanguageRuntimeService[method].responseType();
    fill(response);
    done(null, response);
  };
}

/** Runs a program to its end and says how it ended. */
function run(call, done) {
  let program;
  try {
    program = start(call.request);
  } catch (error) {
    done(null, failed(error.message));
    return;
  }
  programs.add(program);
  call.on("cancelled", () => program.kill("SIGINT"));
  program.on("error", (error) => {
    programs.delete(program);
    done(null, failed(`the program could not be started with ${process.execPath}: ${error.message}`));
  });
  program.on("close", (code, signal) => {
    if (programs.delete(program)) {
      done(null, ended(code, signal));
    }
  });
}

function start(request) {
  const info = request.getInfo();
  const options = info.getOptions()?.toJavaScript() ?? {};
  const config = Object.fromEntries(request.getConfigMap().entries());
  const args = [
    ...words(options.nodeargs ?? ""),
    sdkStart("run", info.getProgramDirectory()),
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engineAddress}`,
    `--organization=${request.getOrganization()}`,
    `--project=${request.getProject()}`,
    `--root-directory=${info.getRootDirectory()}`,
    `--stack=${request.getStack()}`,
    `--pwd=${info.getProgramDirectory()}`,
    `--parallel=${request.getParallel()}`,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint(),
    ...request.getArgsList(),
  ];
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    // As in Pulumi's host, TypeScript goes through ts-node unless Pulumi.yaml says `typescript: false`.
    ...(options.typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
  };
  return spawn(process.execPath, args, {
    cwd: info.getProgramDirectory(),
    stdio: ["ignore", "inherit", "inherit"],
    env,
  });
}

/** Splits `nodeargs` at blanks, but not within quotes. */
function words(text) {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3]);
}

function ended(code, signal) {
  if (code === toldTheUser) {
    const response = new LanguageRuntimeService.run.responseType();
    response.setBail(true);
    return response;
  }
  if (code === 0) {
    return new LanguageRuntimeService.run.responseType();
  }
  return failed(code === null ? `the program was ended by ${signal}` : `the program ended with exit code ${code}`);
}

function failed(message) {
  const response = new LanguageRuntimeService.run.responseType();
  response.setError(message);
  return response;
}

/** Of plugins that are written for Node, policy packs alone: a provider of that kind is no part of slipway. */
function runPlugin(call) {
  if (call.request.getKind() === "analyzer") {
    runPolicyPack(call, programs);
  } else {
    const details = "slipway's language host starts programs and policy packs alone: use Pulumi's own engine";
    call.emit("error", { code: status.UNIMPLEMENTED, details });
  }
}

function stopPrograms() {
  for (const program of programs) {
    program.kill("SIGINT");
  }
}

const server = new Server();
// What is left out (installing, code generation) is answered "unimplemented".
server.addService(LanguageRuntimeService, {
  handshake: answer("handshake"),
  getPluginInfo: answer("getPluginInfo"),
  getRequiredPackages: answer("getRequiredPackages"),
  getRequiredPlugins: answer("getRequiredPlugins"),
  getProgramDependencies: answer("getProgramDependencies"),
  about: answer("about", (about) => {
    about.setExecutable(process.execPath);
    about.setVersion(process.version);
  }),
  cancel: answer("cancel", stopPrograms),
  run,
  runPlugin,
});
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    process.stderr.write(`the language host cannot listen on 127.0.0.1: ${error.message}\n`);
    process.exit(1);
  }
  process.stdout.write(`${port}\n`);
});

// The engine holds the other end of stdin: when it goes, however it goes, so do we.
process.stdin.resume().on("close", () => {
  stopPrograms();
  process.exit(0);
});
