// Majors that RDS for PostgreSQL offers and the newest minor of each that the sandbox knows, from
// https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
const MINORS: Readonly<Record<string, number>> = { 13: 22, 14: 19, 15: 14, 16: 10, 17: 6, 18: 1 };

const BURSTABLE = ["micro", "small", "medium", "large", "xlarge", "2xlarge"];
const LARGE = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"];

// Families with the first and last major that run on them, from
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
const FAMILIES: Readonly<
  Record<string, { readonly sizes: readonly string[]; readonly from: number; readonly to?: number }>
> = {
  t2: { sizes: BURSTABLE, from: 10, to: 12 },
  m4: { sizes: LARGE, from: 10, to: 12 },
  r4: { sizes: LARGE, from: 10, to: 12 },
  t3: { sizes: BURSTABLE, from: 10 },
  t4g: { sizes: BURSTABLE, from: 12 },
  m5: { sizes: LARGE, from: 10 },
  m6g: { sizes: LARGE, from: 12 },
  m6i: { sizes: LARGE, from: 11 },
  m7g: { sizes: LARGE, from: 13 },
  m7i: { sizes: LARGE, from: 13 },
  m8g: { sizes: LARGE, from: 13 },
  r5: { sizes: LARGE, from: 10 },
  r6g: { sizes: LARGE, from: 12 },
  r6i: { sizes: LARGE, from: 11 },
  r7g: { sizes: LARGE, from: 13 },
  r7i: { sizes: LARGE, from: 13 },
  r8g: { sizes: LARGE, from: 13 },
};

/** The major version in `17` or `17.4`; undefined when RDS does not offer it. */
export function postgresMajor(version: string): number | undefined {
  const major = version.split(".")[0] ?? "";
  return MINORS[major] === undefined || !/^\d+(\.\d+)?$/.test(version) ? undefined : Number(major);
}

/** The version that runs when `version` is asked for: the newest minor of a major. */
export function actualVersion(version: string): string {
  const minor = MINORS[version];
  return minor === undefined ? version : `${version}.${minor}`;
}

/** Majors that RDS for PostgreSQL offers. */
export const postgresMajors: readonly number[] = Object.keys(MINORS).map(Number);

/** What keeps a class from running a major version; `undefined` when it runs. */
export function refuseClass(instanceClass: string, major: number): string | undefined {
  const [, family = "", size = ""] = instanceClass.split(".");
  const known = FAMILIES[family];
  if (known === undefined)
    return `family "${family}" is not known: use one of ${Object.keys(FAMILIES).join(", ")}, or add it to sandbox/models/database-engines.ts`;
  if (!known.sizes.includes(size)) return `size "${size}" is not one of ${known.sizes.join(", ")}`;
  return major < known.from || major > (known.to ?? major)
    ? `db.${family} runs PostgreSQL ${known.from}${known.to === undefined ? " and newer" : ` to ${known.to}`}`
    : undefined;
}
