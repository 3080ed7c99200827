import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway logs`. */
export interface LogsFlags {
  readonly since: string;
  readonly grep?: string;
  readonly follow?: true;
  readonly errors?: true;
  readonly previous?: true;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway logs <stack> [name]` */
export default function logs(program: Command): void {
  examples(
    program
      .command("logs")
      .summary("what services, jobs, migrations and databases wrote")
      .description(
        "Prints what the tasks of a stack wrote, the oldest line first, in your time zone. Where the newest deployment of a service failed, it begins with the reason. Names are those of the stack file: a service or a job (api), a sidecar (api/metrics), a database (main), its migration (main/migrate), its roles (main/roles). With --json each line is an object of its own. Exit code: 0 also where nothing was written, 1 an error.",
      )
      .addArgument(stackArgument())
      .argument("[name]", "who wrote it (default: all services)")
      .option("--since <time>", "how long ago: 90s, 30m, 2h, 3d; or a time: 2026-11-21T18:00Z", "30m")
      .option("--grep <text>", "only lines with this text, as it is written")
      .option("--errors", "only lines that look like errors")
      .option("--previous", "only what tasks wrote that do not run any more")
      .option("--follow", "goes on with what is written, until Ctrl-C")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string, name: string | undefined, flags: LogsFlags) => {
        const { runLogs } = await import("../actions/logs.ts");
        process.exitCode = await runLogs(stack, name, flags);
      }),
    ["logs production api --errors", "why it is broken"],
    ["logs production --since 2h --grep order-4711", "what happened to one order"],
    ["logs staging api --follow", "watches a deployment"],
    ["logs production main/migrate --since 1d", "what the last migration said"],
  );
}
