import { type Command, Option } from "commander";
import type { DeliveryEvent } from "../../delivery/notify.ts";
import { examples } from "../help.ts";
import { jsonOption, stackArgument } from "../options.ts";

/** Options of `slipway ci notify`. */
export interface CiNotifyFlags {
  readonly event: DeliveryEvent;
  readonly url?: string;
  readonly json?: true;
}

const events: readonly DeliveryEvent[] = ["started", "done", "failed", "rolled-back"];

/** `slipway ci notify <stack>` */
export default function ciNotify(ci: Command): void {
  examples(
    ci
      .command("notify")
      .summary("tells people how a deployment of a stack goes")
      .description(
        "Tells those who hear of alarms that can wait (environment.alarms.notify), by e-mail, Slack or Telegram as they are reached otherwise, so that GitHub keeps no secret for it. Exit code: 0 told, or nobody can be before the first deployment, 1 AWS was not reached or refused.",
      )
      .addArgument(stackArgument())
      .addOption(new Option("--event <event>", "what happened").choices(events).makeOptionMandatory())
      .option("--url <address>", "where to read more (default: the run of the workflow)")
      .addOption(jsonOption())
      .action(async (stack: string, flags: CiNotifyFlags) => {
        const { runCiNotify } = await import("../actions/ci-notify.ts");
        process.exitCode = await runCiNotify(stack, flags);
      }),
    ["ci notify staging --event started", "before ci deploy"],
    ["ci notify staging --event failed", "where a step before it failed"],
  );
}
