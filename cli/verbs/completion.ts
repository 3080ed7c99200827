import { Argument, type Command } from "commander";
import { UserError } from "../../lib/user-error.ts";
import { examples } from "../help.ts";
import { type Shell, shells } from "../texts/completion.ts";

/** `slipway completion <shell>`, and what its script asks at each press of the key. */
export default function completion(program: Command): void {
  const command = program
    .command("completion")
    .summary("a script that completes slipway in your shell")
    .description(
      "Prints a script for the shell. It completes verbs, options, stacks, services, jobs and stores, for slipway and for npx slipway, in every clone: it asks the clone that you are in. Put it into a file and load that where your shell starts. Exit code: 0 printed, 1 an error.",
    )
    .addArgument(new Argument("<shell>", "your shell").choices(shells).argParser(shellOf))
    .action(async (shell: Shell) => {
      const { completionScript } = await import("../texts/completion.ts");
      process.stdout.write(completionScript(shell));
    });
  examples(
    command,
    ["completion bash > ~/.slipway.bash", "then in ~/.bashrc: source ~/.slipway.bash"],
    ["completion zsh > ~/.slipway.zsh", "then in ~/.zshrc, after compinit: source ~/.slipway.zsh"],
    ["completion fish > ~/.config/fish/completions/slipway.fish", "fish finds it there"],
  );
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .action(async (words: readonly string[]) => {
      const { candidates } = await import("../candidates.ts");
      const { namesFor } = await import("../names-for.ts");
      const found = candidates(program, words, (place, operands) => namesFor(place, operands, process.cwd()));
      process.stdout.write(found.map(({ value, why }) => `${value}\t${why}\n`).join(""));
    });
}

function shellOf(word: string): Shell {
  const shell = shells.find((one) => one === word);
  if (shell === undefined) throw new UserError(`there is no script for ${word}: use one of ${shells.join(", ")}`);
  return shell;
}
