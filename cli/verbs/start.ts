import type { Command } from "commander";

/** `slipway start`: what `npm start` does. */
export default function start(program: Command): void {
  program
    .command("start")
    .summary("the first look: the plan of staging, then staging for real on the sandbox")
    .description(
      "Shows the offline plan of staging, gets the engine if there is none, brings staging up on the embedded sandbox, and says what to do next. It touches nothing but this folder and the caches of slipway and Pulumi.",
    )
    .action(async () => {
      const { firstLook } = await import("../actions/start.ts");
      process.exitCode = await firstLook();
    });
}
