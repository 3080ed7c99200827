import { basename } from "node:path";
import { z } from "zod";

import { app } from "../config/schema/app.ts";
import { environment } from "../config/schema/environment.ts";
import { repository } from "../config/schema/repository.ts";
import { domainName } from "../config/schema/scalars.ts";
import { UserError } from "../lib/user-error.ts";
import { repositoryForm } from "./images.ts";
import { keyed } from "./names.ts";

/** What a new app has to say about itself and its places. */
export interface Answers {
  readonly name: string;
  readonly domain: string;
  readonly stagingAccount: string;
  readonly productionAccount: string;
  readonly region: string;
  readonly repository: string;
  readonly state?: string;
  /** Where images are, by service. */
  readonly images: ReadonlyMap<string, string>;
}

/** What flags say of it; `account` is that of both places. */
export interface Given extends Partial<Omit<Answers, "images">> {
  readonly account?: string;
  readonly image?: readonly string[];
}

/** A question, as a terminal asks it. */
export interface Question {
  readonly key: keyof Omit<Answers, "images">;
  readonly flag: string;
  readonly asks: string;
  /** Taken where nobody answers; undefined where somebody has to. */
  readonly usual?: string;
  /** The question whose answer a terminal offers for this one, too. */
  readonly as?: Question["key"];
  /** What is wrong with an answer. */
  readonly wrong: (answer: string) => string | undefined;
}

const { aws } = environment.shape;
const account = z.string().regex(/^\d{12}$/, "is no account: write its twelve digits");

/** The questions in the order in which they are asked, with what is known already as their usual answers. */
export function questionsFor(given: Given, from: { readonly name: string }): readonly Question[] {
  const { name, account: both } = given;
  const own = keyed(name ?? from.name, 16);
  return [
    question("name", "--name", "Name of the app", app.shape.name, own),
    question(
      "domain",
      "--domain",
      "Domain of production, like shop.example.com; staging gets staging.<domain>",
      domainName,
    ),
    question("stagingAccount", "--staging-account", "AWS account of staging, twelve digits", account, both),
    {
      ...question(
        "productionAccount",
        "--production-account",
        "AWS account of production, twelve digits",
        account,
        both,
      ),
      as: "stagingAccount",
    },
    question("region", "--region", "AWS region", aws.shape.region, "eu-central-1"),
    question("repository", "--repository", "The app's repository on GitHub, like acme/shop", repository.options[0]),
    question(
      "state",
      "--state",
      "Bucket of Pulumi's state, like s3://acme-pulumi-state/shop; empty for none yet",
      aws.shape.state,
      "",
    ),
  ];
}

function question(key: Question["key"], flag: string, asks: string, schema: z.ZodType, usual?: string): Question {
  const wrong = (answer: string) => {
    const [issue] = answer === "" && usual === "" ? [] : (schema.safeParse(answer).error?.issues ?? []);
    return issue?.message;
  };
  return { key, flag, asks, ...(usual !== undefined && { usual }), wrong };
}

/** Takes what the flags say, and what is usual; one error names everything that is missing or wrong. */
export function answersOf(given: Given, questions: readonly Question[], services: readonly string[]): Answers {
  const answers = new Map(questions.map(({ key, usual }) => [key, given[key] ?? usual]));
  const images = imagesIn(given.image ?? [], services);
  const problems = [
    ...new Set(questions.flatMap((question) => problemOf(question, answers.get(question.key), given) ?? [])),
    ...images.problems,
  ];
  if (problems.length > 0) {
    const isMissing = questions.some(({ key }) => answers.get(key) === undefined);
    const wayOut = isMissing
      ? "Give these flags, or run it on a terminal, where it asks."
      : "Correct these flags, or leave them out on a terminal, where it asks.";
    throw new UserError(
      ["npx slipway init cannot begin:", ...problems.map((problem) => `  ${problem}`), wayOut].join("\n"),
    );
  }
  const answer = (key: Question["key"]) => answers.get(key) ?? "";
  const state = answer("state");
  return {
    name: answer("name"),
    domain: answer("domain"),
    stagingAccount: answer("stagingAccount"),
    productionAccount: answer("productionAccount"),
    region: answer("region"),
    repository: answer("repository"),
    ...(state !== "" && { state }),
    images: images.given,
  };
}

function problemOf({ key, flag, asks, wrong }: Question, said: string | undefined, given: Given): string | undefined {
  const isAccount = key.endsWith("Account");
  if (said === undefined) {
    return `${flag} is missing: ${asks}${isAccount ? " (--account gives both)" : ""}`;
  }
  const says = wrong(said);
  const typed = isAccount && given[key] === undefined ? "--account" : flag;
  return says === undefined ? undefined : `${typed} ${JSON.stringify(said)} ${says}`;
}

function imagesIn(given: readonly string[], services: readonly string[]) {
  const pairs = given.map((entry): [service: string, image: string] => {
    const at = Math.max(entry.indexOf("="), 0);
    return [entry.slice(0, at), entry.slice(at + 1)];
  });
  const wrong = pairs.filter(([service, image]) => !services.includes(service) || !repositoryForm.test(image));
  const form = "is no image of a service: write <service>=<registry/repository>, without a tag";
  return {
    given: new Map(pairs),
    problems: wrong.map(
      ([service, image]) =>
        `--image ${JSON.stringify(`${service}=${image}`)} ${form}; services are ${services.join(", ")}`,
    ),
  };
}

/** What an app without a compose file is called: as its folder. */
export function nameOfFolder(folder: string): string {
  return basename(folder);
}
