import type { Loss } from "../../plan/guard.ts";
import type { GuardResult } from "../actions/guard.ts";
import { inMinutes } from "./minutes.ts";

/** The guard's result for a person. */
export function guardText(result: GuardResult): string {
  const { stack, comparedWith, refused, allowed } = result;
  const { commit, why } = comparedWith;
  return [
    `${stack} compared with ${commit.slice(0, 12)}, ${inMinutes(why)}`,
    ...(allowed.length ? ["", "allowed by environment.allowReplace:", ...allowed.map(lossLine)] : []),
    ...(refused.length ? refusal(result) : [nothingRefused(result)]),
    "",
  ].join("\n");
}

function nothingRefused({ stack, comparedWith, unchanged, protects, allowed }: GuardResult): string {
  if (allowed.length > 0) {
    return "nothing else that is protected would be replaced or deleted";
  }
  if (!protects) {
    return `${stack} protects nothing, so there is nothing to guard`;
  }
  return unchanged
    ? `nothing has changed since ${comparedWith.commit.slice(0, 12)}`
    : "nothing that is protected would be replaced or deleted";
}

function refusal({ stack, refused, file, isEmptied, renamed }: GuardResult): string[] {
  if (renamed) {
    const { from, to } = renamed;
    return [
      `refused: Pulumi.yaml names the project ${to}, and named ${from} then, so that ${stack} is another stack to Pulumi, in which all of it is new. ` +
        `A new app loses nothing by that: compare it with a commit of its own (--from). ` +
        `Where ${from} is deployed and is only to be called ${to}, put its name back: else all of it is made a second time`,
    ];
  }
  return [
    "",
    "refused, because what it holds would be lost:",
    ...refused.flatMap((loss) => [lossLine(loss), ...newName(loss)]),
    "",
    ...(isEmptied ? [`${file} has neither slipway:app nor slipway:release: put both back`] : ifMeant(refused, file)),
  ];
}

function ifMeant(refused: readonly Loss[], file: string): string[] {
  return [
    `if it is meant, name it in ${file}:`,
    "  slipway:environment:",
    "    allowReplace:",
    ...refused.map(({ urn }) => `      - ${urn}`),
    'then run "pulumi up" without the change, which takes the protections off; then with it; then remove the lines',
  ];
}

function lossLine({ path, type, change, causes }: Loss): string {
  const what = `  ${path} (${type.split(":").at(-1)})`;
  if (change === "delete") {
    return `${what} would be deleted: the program declares it no longer`;
  }
  const because = causes.map(({ property, from, to, through }) =>
    through === undefined
      ? `${property} ${shown(from)} → ${shown(to)}`
      : `${property}, which ${through} gives: that is replaced`,
  );
  return `${what} would be replaced, because of ${because.join(", ")}`;
}

/** A new name is a new thing to Pulumi. */
function newName({ newcomers, urn }: Loss): string[] {
  if (newcomers.length === 0) {
    return [];
  }
  const name = urn.split("::").at(-1);
  return [
    `    if ${newcomers.join(" or ")} is the same under a new name: keep the old name, since a new one is a new resource; ` +
      `where only a name in the program changes, give it aliases: [{ name: "${name}" }]`,
  ];
}

function shown(value: unknown): string {
  return value === undefined ? "(not set)" : JSON.stringify(value);
}
