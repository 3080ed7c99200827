// `node tools/walk/walk.ts docs/walks/<page>.md`: types everything that a page has one type, in a fresh clone below
// .slipway/, and says where the page is wrong. What is printed is printed; `npm run tour` is the first of them.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { styleText } from "node:util";
import { freshClone } from "./clone.ts";
import { missingLine, type Step, stepsOf } from "./page.ts";

const checkout = join(import.meta.dirname, "..", "..");

/** Runs one step, with its output as it comes; returns how it ended. */
function run({ command }: Step, folder: string): Promise<{ readonly code: number | null; readonly printed: string }> {
  const path = `${join(folder, "node_modules", ".bin")}${delimiter}${process.env.PATH}`;
  // Of whoever walks nothing is used: neither the account of AWS nor the backend of Pulumi.
  const env = { ...process.env, PATH: path, NO_COLOR: "1", FORCE_COLOR: undefined };
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", command], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      from.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
        to.write(text);
      });
    }
    child.on("error", reject).on("close", (code) => resolve({ code, printed }));
  });
}

/** What is wrong with the page, in a sentence; undefined: it says what happens. */
async function wrong(step: Step, folder: string): Promise<string | undefined> {
  const { code, printed } = await run(step, folder);
  if (code !== step.exit) {
    return `that was to end with ${step.exit}, and ended with ${code}`;
  }
  const missing = missingLine(step.prints, printed);
  return missing === undefined ? undefined : `the page has it print, and it did not print (there): ${missing}`;
}

async function walk(page: string): Promise<number> {
  const start = performance.now();
  const steps = stepsOf(readFileSync(page, "utf8"));
  const folder = freshClone(checkout, basename(page, ".md"));
  for (const step of steps) {
    process.stdout.write(`\n${styleText("bold", `$ ${step.command}`)}\n`);
    const problem = await wrong(step, folder);
    if (problem !== undefined) {
      process.stderr.write(`\nthe walk ends here: ${problem}\n`);
      return 1;
    }
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  process.stdout.write(`\n${steps.length} steps in ${seconds} seconds; all of it is in ${folder}\n`);
  return 0;
}

const [page] = process.argv.slice(2);
if (page === undefined) {
  process.stderr.write("name a page, like node tools/walk/walk.ts docs/walks/release.md\n");
  process.exitCode = 1;
} else {
  process.exitCode = await walk(page);
}
