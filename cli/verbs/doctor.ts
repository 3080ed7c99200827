import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stagingArgument } from "../options.ts";

/** Options of `slipway doctor`. */
export interface DoctorFlags {
  readonly alarms?: true;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway doctor [stack]` */
export default function doctor(program: Command): void {
  const command = program
    .command("doctor")
    .summary("what is not ready for a stack, each with what mends it")
    .description(
      "Checks what a stack needs and does not make itself: tools, credentials, the backend of its state and the key of its secrets, quotas, DNS, the rights on GitHub, and who hears of alarms. It changes nothing and goes on where something cannot be asked. Each failure comes with the command that mends it. Exit code: 0 nothing failed, warnings included, 1 something failed.",
    )
    .addArgument(stagingArgument())
    .option("--alarms", "sends a test to everybody who hears of alarms")
    .addOption(sandboxOption())
    .addOption(jsonOption())
    .action(async (stack: string | undefined, flags: DoctorFlags) => {
      const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
      leaveOutNeverUsed();
      const { runDoctor } = await import("../actions/doctor.ts");
      process.exitCode = await runDoctor(stack, flags);
    });
  examples(
    command,
    ["doctor", "whether staging can be deployed from here"],
    ["doctor production --alarms", "whether people hear its alarms, too"],
    ["doctor staging --sandbox", "the same of the stack in the sandbox"],
  );
}
