// Starts a policy pack for the engine, which reads its output through the language host and talks to it from then on.
import { spawn } from "node:child_process";
import { status } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { sdkStart } from "./sdk-start.mjs";

const { responseType: RunPluginResponse } = LanguageRuntimeService.runPlugin;

/** Answers `call` with what the pack prints and how it ends; `programs` has it for as long as it runs. */
export function runPolicyPack(call, programs) {
  const info = call.request.getInfo();
  const pack = info.getProgramDirectory();
  const args = [sdkStart("run-policy-pack", pack), ...call.request.getArgsList(), info.getEntryPoint()];
  const environment = call.request.getEnvList().map((line) => /^([^=]*)=(.*)$/s.exec(line)?.slice(1) ?? [line, ""]);
  const env = { ...process.env, ...Object.fromEntries(environment) };
  const program = spawn(process.execPath, args, { cwd: pack, stdio: ["ignore", "pipe", "pipe"], env });
  programs.add(program);
  const tell = (fill) => {
    const response = new RunPluginResponse();
    fill(response);
    call.write(response);
  };
  program.stdout.on("data", (printed) => tell((response) => response.setStdout(printed)));
  program.stderr.on("data", (printed) => tell((response) => response.setStderr(printed)));
  call.on("cancelled", () => program.kill("SIGINT"));
  program.on("error", (error) => {
    programs.delete(program);
    call.emit("error", { code: status.INTERNAL, details: `the policy pack could not be started: ${error.message}` });
  });
  program.on("close", (code) => {
    if (programs.delete(program)) {
      tell((response) => response.setExitcode(code ?? 1));
      call.end();
    }
  });
}
