import { setSecretCommand } from "../../config/set-command.ts";
import type { Finding } from "../../init/findings.ts";
import type { Initiated } from "../../init/init.ts";
import { columns } from "../columns.ts";
import { paint } from "../paint.ts";
import { wrapped } from "./wrapped.ts";

/** A file as people are shown it: whole, or what is different. */
export interface ShownFile {
  readonly path: string;
  readonly state: "new" | "changed" | "same";
  readonly text: string;
}

/**
 * What `slipway init` prints.
 *
 * @param toWrite the command that writes the files; undefined where they are written
 */
export function initText(made: Initiated, files: readonly ShownFile[], toWrite: string | undefined): string {
  const { mapped, assumed, left } = made.findings;
  const isWritten = toWrite === undefined;
  return [
    ...(isWritten ? [] : files.flatMap(fileLines)),
    ...findingLines("Mapped", mapped),
    ...findingLines("Assumed: look at these", assumed),
    ...findingLines("Not mapped", left),
    ...files.map(({ path, state }) => `${isWritten ? paint.green(written[state]) : shownState[state]} ${path}`),
    "",
    ...(isWritten ? nextLines(made) : ["Nothing was written. This writes these files:", `  ${toWrite}`]),
    "",
  ].join("\n");
}

const written = { new: "wrote    ", changed: "wrote    ", same: "unchanged" };
const shownState = { new: "would write ", changed: "would change", same: "unchanged   " };

function fileLines({ path, state, text }: ShownFile): readonly string[] {
  if (state === "same") {
    return [];
  }
  const title = state === "new" ? `${path} (new)` : `${path} (what is different)`;
  return [paint.bold(title), ...text.trimEnd().split("\n").map(painted(state)), ""];
}

function painted(state: ShownFile["state"]): (line: string) => string {
  return (line) => {
    if (state === "new") {
      return line;
    }
    return line.startsWith("+") ? paint.green(line) : line.startsWith("-") ? paint.red(line) : line;
  };
}

function findingLines(title: string, findings: readonly Finding[]): readonly string[] {
  const lines = findings.flatMap(({ about, says }) => wrapped(`  ${about}: ${says}`, "    ", columns()));
  return findings.length === 0 ? [] : [paint.bold(title), ...lines, ""];
}

function nextLines({ given, isOfCheckout }: Initiated): readonly string[] {
  const secrets = given.flatMap((name) =>
    ["staging", "production"].map((stack) => `  ${setSecretCommand(name, stack)}`),
  );
  return [
    paint.bold("Next, without an account"),
    "  npx slipway plan staging",
    ...(isOfCheckout
      ? ["  UPDATE_EXPECTED=1 npm test -- test/program.test.ts   what the stacks declare, for reviews"]
      : []),
    '  git add --all && git commit --message "Our own app"   only what is committed can be verified',
    "  npx slipway sandbox up staging",
    "",
    paint.bold("Next, on AWS, first staging, then production: docs/set-up.md has every step"),
    "  npx slipway bootstrap staging   what exists once: state bucket, key, GitHub Apps",
    "  pulumi login … and pulumi stack init staging …   as bootstrap ends with them",
    "  npx slipway bump staging <image>@sha256:…   the digest of the first build, in place of that made up",
    ...(secrets.length === 0
      ? []
      : ["  values of secrets, which Pulumi asks for:", ...secrets.map((command) => `  ${command}`)]),
  ];
}
