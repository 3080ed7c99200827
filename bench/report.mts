import type { Verdict } from "./judge.mts";
import type { Found, Part } from "./part.mts";
import { table } from "./table.mts";

const head = `# What was measured

Written by \`npm run bench\`, which measures again, side by side on the machine at hand, and fails where a promise is
not kept; \`npm run bench -- --only <part>\` renews one section: each names
the commit that it is of. Peak memory is that of the largest Node process of a command. A promise is about the smallest
of the runs, which the machine's other work disturbs least.
`;

/** When, on what and with what a part was measured. */
export interface Circumstances {
  readonly date: string;
  /** `commit 0123456789ab`, with `-dirty` where the tree had changes. */
  readonly commit: string;
  readonly machine: string;
  readonly versions: string;
}

/** The section of a part. */
export function section({ name, title }: Part, { text, verdicts }: Found, circumstances: Circumstances): string {
  const { date, commit, machine, versions } = circumstances;
  const when = `${date}, ${commit}, ${machine}. ${versions}. \`--only ${name}\`.`;
  return [`## ${title}`, when, text, ...promises(verdicts)].join("\n\n");
}

function promises(verdicts: readonly Verdict[]): string[] {
  if (verdicts.length === 0) {
    return [];
  }
  const rows = verdicts.map(({ what, value, atMost, isKept }) => [
    what,
    value.toFixed(2),
    `≤ ${atMost.toFixed(2)}`,
    isKept ? "yes" : "**no**",
  ]);
  return [table(["promise", "measured", "at most", "kept"], rows)];
}

/** The page with new sections for some parts; those of the others are as they were. */
export function renewed(page: string, parts: readonly Part[], sections: Readonly<Record<string, string>>): string {
  const kept = parts.flatMap((part) => sections[part.name] ?? sectionIn(page, part) ?? []);
  return `${[head.trimEnd(), ...kept].join("\n\n")}\n`;
}

function sectionIn(page: string, { title }: Part): string | undefined {
  const found = page.split(/^(?=## )/m).find((text) => text.startsWith(`## ${title}\n`));
  return found?.trimEnd();
}
