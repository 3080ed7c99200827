import { resolve } from "node:path";

import { runGit } from "../../git/git.ts";
import { type Answers, answersOf, type Given, nameOfFolder, type Question, questionsFor } from "../../init/answers.ts";
import { type Compose, readCompose } from "../../init/compose/read-compose.ts";
import type { InitFile } from "../../init/files.ts";
import { firstApp } from "../../init/first-app.ts";
import { type Initiated, initiate } from "../../init/init.ts";
import { writeFiles } from "../../init/write-files.ts";
import { initText, type ShownFile } from "../texts/init.ts";
import type { InitOptions } from "../verbs/init.ts";

/** The checkout whose program new stacks run. */
const checkout = resolve(import.meta.dirname, "..", "..");

/** `slipway init`: shows the files of a new app, or writes them. */
export async function runInit(options: InitOptions, folder: string = process.cwd()): Promise<void> {
  const name = nameOfFolder(folder);
  const compose = options.from === undefined ? firstApp(folder, name) : readCompose(resolve(folder, options.from));
  const answers = await answersFor(compose, options);
  const made = initiate(compose, answers, { folder, checkout });
  const isWritten = options.yes === true;
  if (isWritten) {
    writeFiles(folder, made.files);
  }
  process.stdout.write(
    options.json
      ? `${JSON.stringify(jsonOf(made, isWritten), null, 2)}\n`
      : initText(made, await shown(made.files, folder), isWritten ? undefined : writingCommand(options, answers)),
  );
}

/** What was answered on a terminal need not be answered again. */
function writingCommand({ from, image = [] }: InitOptions, answers: Answers): string {
  const { name, domain, stagingAccount, productionAccount, region, repository, state } = answers;
  const flags = [
    ...(from === undefined ? [] : ["--from", from]),
    ...["--name", name, "--domain", domain],
    ...["--staging-account", stagingAccount, "--production-account", productionAccount],
    ...["--region", region, "--repository", repository],
    ...(state === undefined ? [] : ["--state", state]),
    ...image.flatMap((entry) => ["--image", entry]),
  ];
  const words = flags.map((word) => (/^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  return `npx slipway init ${words.join(" ")} --yes`;
}

async function answersFor(compose: Compose, { from: _from, yes: _yes, json, ...given }: InitOptions): Promise<Answers> {
  const questions = questionsFor(given, compose);
  const isAsked = process.stdin.isTTY === true && process.stderr.isTTY === true && !json;
  const all = isAsked ? await asked(questions, given) : given;
  return answersOf(
    all,
    questions,
    compose.services.map(({ name }) => name),
  );
}

/** What no flag says is asked, with what is usual filled in. */
async function asked(questions: readonly Question[], given: Given): Promise<Given> {
  const { askAll } = await import("./init-questions.ts");
  return { ...given, ...(await askAll(questions.filter(({ key }) => given[key] === undefined))) };
}

/** New files whole, of others what is different. */
async function shown(files: readonly InitFile[], folder: string): Promise<readonly ShownFile[]> {
  return Promise.all(
    files.map(async ({ path, before, after }): Promise<ShownFile> => {
      if (before === undefined) {
        return { path, state: "new", text: after };
      }
      return before === after
        ? { path, state: "same", text: "" }
        : { path, state: "changed", text: await diffOf(path, after, folder) };
    }),
  );
}

async function diffOf(path: string, after: string, folder: string): Promise<string> {
  const { stdout } = await runGit(folder, ["diff", "--no-index", "--no-color", "--", path, "-"], { input: after });
  const lines = stdout.split("\n");
  return lines
    .slice(
      Math.max(
        0,
        lines.findIndex((line) => line.startsWith("@@")),
      ),
    )
    .join("\n");
}

function jsonOf({ name, files, findings, given }: Initiated, written: boolean): object {
  return { name, written, ...findings, secrets: given, files: files.map(({ path, after }) => ({ path, text: after })) };
}
