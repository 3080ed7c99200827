import type { Command } from "commander";
import { examples } from "../help.ts";
import { sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway exec`. */
export interface ExecFlags {
  readonly task?: string;
  readonly container?: string;
  readonly forward?: string;
  readonly sandbox?: true;
}

/** `slipway exec <stack> [service] [-- command…]` */
export default function exec(program: Command): void {
  examples(
    program
      .command("exec")
      .summary("a shell in a running task, or a port to a database")
      .description(
        "Opens a shell in the newest running task of a service, or with --forward a port of this machine that leads through such a task to a database or cache. Only a service with environment.services.<name>.exec lets people in. It takes AWS's session-manager-plugin on PATH. In the sandbox no process runs, so there it only looks. Exit code: 0 the session has ended, 1 an error, 2 the service lets nobody in.",
      )
      .addArgument(stackArgument())
      .argument("[service]", "a service; with --forward the one whose task carries the port")
      .argument("[command...]", "after --, what to run instead of /bin/sh")
      .option("--task <id>", "a task, by the beginning of its id (default: the newest)")
      .option("--container <name>", "a container of the task (default: the service's own)")
      .option("--forward <store[:port]>", "a port to this database or cache, instead of a shell")
      .addOption(sandboxOption())
      .action(async (stack: string, service: string | undefined, command: readonly string[], flags: ExecFlags) => {
        const { runExec } = await import("../actions/exec.ts");
        process.exitCode = await runExec(stack, service, command, flags);
      }),
    ["exec staging api", "a shell"],
    ["exec staging api -- rails console", "a command instead"],
    ["exec staging --forward main:15432", "psql on port 15432 of this machine"],
  );
}
