import type { Command } from "commander";
import { examples } from "../help.ts";

/** `slipway start`: what `npm start` does. */
export default function start(program: Command): void {
  examples(
    program
      .command("start")
      .summary("staging: its plan, then up on the embedded sandbox")
      .description(
        "Shows the offline plan of staging, gets the engine if there is none, brings staging up on the embedded sandbox, and says what to do next. It writes nothing outside of this folder and the caches of slipway and Pulumi. Exit code: 0 staging is up, 1 an error.",
      )
      .action(async () => {
        const { firstLook } = await import("../actions/start.ts");
        process.exitCode = await firstLook();
      }),
    ["start", "the first look, without an account or a token"],
  );
}
