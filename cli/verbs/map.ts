import { type Command, Option } from "commander";
import { examples } from "../help.ts";
import { jsonOption, stagingArgument } from "../options.ts";

/** Options of `slipway map`. */
export interface MapFlags {
  readonly out?: string;
  readonly mermaid?: true;
  readonly json?: true;
  readonly from?: string;
}

/** `slipway map [stack] [other]` */
export default function map(program: Command): void {
  examples(
    program
      .command("map")
      .summary("a stack as a picture: what it has, who talks to whom")
      .description(
        "Draws a stack as one HTML file that needs no network and holds no secret: zones, subnets, services, stores, who may talk to whom, GitHub, costs and alarms. With a second stack, or with --from, what is different is marked. It runs the program in this process, and asks nobody. Exit code: 0 the map is written, also where two are different, 1 an error.",
      )
      .addArgument(stagingArgument())
      .argument("[other]", "a second stack: what it has otherwise is marked")
      .option("--from <commit>", "mark what is different since this commit")
      .addOption(new Option("--mermaid", "as a flowchart of Mermaid, for Markdown").conflicts("json"))
      .addOption(jsonOption())
      .option("--out <file>", "where it is written, - is standard output (default: slipway-map-<stack>.html)")
      .action(async (stack: string | undefined, other: string | undefined, flags: MapFlags) => {
        const { leaveOutEngine } = await import("../../plan/lean-sdk.ts");
        leaveOutEngine();
        const { runMap } = await import("../actions/map.ts");
        await runMap(stack, other, flags);
      }),
    ["map production", "the picture, to open in a browser"],
    ["map staging production", "what production has otherwise"],
    ["map production --from HEAD~1", "what the last commit changes"],
    ["map staging --mermaid", "the same for a page in Markdown"],
  );
}
