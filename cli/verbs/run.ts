import type { Command } from "commander";
import { UserError } from "../../lib/user-error.ts";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway run`. */
export interface RunFlags {
  readonly timeout: string;
  readonly detach?: true;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway run <stack> <name> -- <command…>` */
export default function run(program: Command): void {
  examples(
    program
      .command("run")
      .summary("a command in a task of its own, as a service has it")
      .usage("[options] <stack> <name> -- <command...>")
      .description(
        "Runs a command once, in a new task with the image that a service, job or migration has deployed, its environment, secrets, network and rights; no request reaches it. What it writes goes to standard output while it runs. Ctrl-C stops the task. An entry point of the image stays before the command. With --json its lines go to standard error, and the result names the task and its exit code. Exit code: 0 the command ended with 0, and any other of its own is passed on; 1 also an error, or it did not come to its end, 2 also the stack sleeps.",
      )
      .addArgument(stackArgument())
      .argument("<name>", "a service, a job, or a migration such as main/migrate")
      .argument("[command...]", "after --, what to run")
      .option("--timeout <time>", "stops what takes longer: 90s, 30m, 2h", "30m")
      .option("--detach", "starts it, and does not wait")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string, name: string, command: readonly string[], flags: RunFlags) => {
        refuseNothing(stack, name, command);
        const { runCommand } = await import("../actions/run.ts");
        process.exitCode = await runCommand(stack, name, command, flags);
      }),
    ["run staging api -- rails db:check", "a command as api would run it"],
    ["run production api --detach --timeout 2h -- rake backfill", "a long one"],
  );
}

function refuseNothing(stack: string, name: string, command: readonly string[]): void {
  if (command.length > 0) return;
  throw new UserError(`run needs a command: npx slipway run ${stack} ${name} -- <command>, as the image knows it`);
}
