import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

import { type Answers, answersOf, type Given, questionsFor } from "../../init/answers.ts";
import { type Compose, readCompose } from "../../init/compose/read-compose.ts";
import { type Initiated, initiate } from "../../init/init.ts";
import { checkout } from "../support/stack-files.ts";

/** What flags say in these tests, where a test does not say otherwise. */
export const flags: Given = {
  name: "shop",
  domain: "shop.example.com",
  stagingAccount: "111111111111",
  productionAccount: "222222222222",
  repository: "acme/shop",
};

/** Folders that are removed after a test. */
export class Folders {
  readonly #made: string[] = [];

  make(files: Readonly<Record<string, string>> = {}): string {
    const folder = mkdtempSync(join(tmpdir(), "slipway-init-"));
    this.#made.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  remove(): void {
    for (const folder of this.#made.splice(0)) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Answers to all questions about a compose file. */
export function answersTo(compose: Compose, given: Given = flags): Answers {
  return answersOf(
    given,
    questionsFor(given, compose),
    compose.services.map(({ name }) => name),
  );
}

/** What init makes of a compose file, for a project in `folder`. */
export function initiated(file: string, folder: string, given: Given = flags): Initiated {
  const compose = readCompose(file);
  return initiate(compose, answersTo(compose, given), { folder, checkout });
}

/** The text of a file that init makes. */
export function textOf({ files }: Initiated, name: string): string {
  return files.find(({ path }) => basename(path) === name)?.after ?? "";
}
