import type { GitHubApp } from "../../bootstrap/github-apps.ts";
import type { Found } from "../../bootstrap/things.ts";
import { counted } from "../../lib/counted.ts";
import { wrapped } from "./wrapped.ts";

/** What `slipway bootstrap` found, and what it did. */
export interface BootstrapReport {
  readonly app: string;
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
  readonly things: readonly Found[];
  /** Whether what was to be made and changed has been. */
  readonly isDone: boolean;
  /** Whether the stack file says where the state is. */
  readonly hasState: boolean;
  readonly gitHubApps: readonly GitHubApp[];
  /** What a person types next. */
  readonly next: readonly string[];
  /** How the stack is named from where the person is. */
  readonly argument: string;
}

const INDENT = "      ";

/** What was found and done, for a person. */
export function bootstrapText(report: BootstrapReport): string {
  const { things, isDone, next } = report;
  const lines = [
    `${report.stack} of ${report.app}: account ${report.accountId}, ${report.region}`,
    "",
    ...things.flatMap((found) => wrapped(`  ${lineOf(found, isDone)}`, INDENT)),
    ...(report.hasState ? [] : withoutState(report)),
    "",
    ...wrapped(verdict(report)),
    ...appsText(report.gitHubApps),
    "",
    "Next:",
    ...next.map((command) => `  ${command}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** The same for a program. */
export function bootstrapResult({ things, hasState: _hasState, argument: _argument, ...report }: BootstrapReport) {
  return { ...report, things: things.map(({ inspection, ...thing }) => ({ ...thing, ...inspection })) };
}

/** What would be needed, where nobody could be asked what there is. */
export function neededText({
  stack,
  app,
  accountId,
  things,
}: Pick<BootstrapReport, "stack" | "app" | "accountId"> & {
  readonly things: readonly Pick<Found, "name" | "asMade">[];
}): string {
  const lines = things.flatMap(({ name, asMade }) => wrapped(`  · ${withDetails(name, asMade)}`, INDENT));
  return `${[`${stack} of ${app} needs these in account ${accountId}:`, "", ...lines, ""].join("\n")}\n`;
}

function lineOf({ name, asMade, inspection }: Found, isDone: boolean): string {
  switch (inspection.is) {
    case "there":
      return `= ${name}${inspection.note === undefined ? "" : `: ${inspection.note}`}`;
    case "missing":
      return `+ ${withDetails(`${name} ${isDone ? "was made" : "would be made"}`, asMade)}`;
    case "different":
      return isDone
        ? `~ ${name} now ${inspection.differences.map(({ change }) => change).join(", ")}`
        : `~ ${name}: ${inspection.differences.map(({ today, change }) => `${today} → ${change}`).join("; ")}`;
    case "refused":
      return `✗ ${name} ${inspection.why}`;
  }
}

function withDetails(words: string, details: readonly string[]): string {
  return details.length === 0 ? words : `${words}: ${details.join(", ")}`;
}

function withoutState({ app, accountId, region }: BootstrapReport): string[] {
  return [
    "",
    ...wrapped(
      `The stack file names no bucket for the state, so no workflow deploys this stack. To have one made, write aws: {state: "s3://${app}-state-${accountId}?region=${region}"} in slipway:environment.`,
    ),
  ];
}

function verdict({ things, isDone, argument }: BootstrapReport): string {
  const count = (is: Found["inspection"]["is"]) => things.filter(({ inspection }) => inspection.is === is).length;
  const [missing, different, refused] = [count("missing"), count("different"), count("refused")];
  if (refused > 0) {
    return `Nothing is made or changed before ${counted(refused, "thing")} marked ✗ ${refused === 1 ? "is" : "are"} put right.`;
  }
  if (missing + different === 0) {
    return "Nothing to do.";
  }
  const parts = [
    ...(missing > 0 ? [`${missing} ${isDone ? "made" : "to make"}`] : []),
    ...(different > 0 ? [`${different} ${isDone ? "changed" : "to change"}`] : []),
  ].join(", ");
  return isDone ? `Done: ${parts}.` : `${parts}: npx slipway bootstrap ${argument} --yes`;
}

function appsText(apps: readonly GitHubApp[]): string[] {
  const [first] = apps;
  return first === undefined
    ? []
    : [
        "",
        ...wrapped(
          "Two GitHub Apps, made once for all stacks, are what the workflows work as. Each link opens GitHub's form with everything filled in; a person's account has no organisation, so there the link begins with https://github.com/settings/apps/new.",
        ),
        ...apps.flatMap((app) => ["", ...appText(app)]),
      ];
}

function appText({ role, permissions, on, link, ...app }: GitHubApp): string[] {
  const [repository = ""] = on;
  const names = (right: "read" | "write") =>
    Object.entries(permissions).flatMap(([name, has]) => (has === right ? [name] : []));
  const rights = (["read", "write"] as const).flatMap((right) =>
    names(right).length === 0 ? [] : [`${names(right).join(", ")}: ${right}`],
  );
  const prefix = `SLIPWAY_${role.toUpperCase()}`;
  return [
    ...wrapped(`  ${role}: ${app.for}; ${rights.join("; ")}`, INDENT),
    `  1. ${link}`,
    `  2. install it on ${on.join(" and ")}, and make a private key on its page`,
    `  3. gh variable set ${prefix}_CLIENT_ID --repo ${repository} --body <its client id>`,
    `     gh secret set ${prefix}_KEY --repo ${repository} < <its key>.pem`,
  ];
}
