import { type Command, Option } from "commander";
import type { DeliveryEvent } from "../../delivery/notify.ts";

/** Options of `slipway ci notify`. */
export interface CiNotifyFlags {
  readonly event: DeliveryEvent;
  readonly url?: string;
  readonly json?: true;
}

const events: readonly DeliveryEvent[] = ["started", "done", "failed", "rolled-back"];

/** `slipway ci notify <stack>` */
export default function ciNotify(ci: Command): void {
  ci.command("notify")
    .summary("tells people how a deployment of a stack goes")
    .description(
      "Tells those who hear of alarms that can wait (environment.alarms.notify), by e-mail, Slack or Telegram as they are reached otherwise, so that GitHub keeps no secret for it. Exit code: 0 told, or nobody can be before the first deployment; 1 AWS was not reached or refused.",
    )
    .argument("<stack>", "a stack, or the path of a stack file")
    .addOption(new Option("--event <event>", "what happened").choices(events).makeOptionMandatory())
    .option("--url <address>", "where to read more (default: the run of the workflow)")
    .option("--json", "the result as JSON on standard output")
    .addHelpText("after", "\nExample, in a workflow:\n  - run: npx slipway ci notify staging --event started")
    .action(async (stack: string, flags: CiNotifyFlags) => {
      const { runCiNotify } = await import("../actions/ci-notify.ts");
      process.exitCode = await runCiNotify(stack, flags);
    });
}
