const BURSTABLE = ["micro", "small", "medium", "large", "xlarge", "2xlarge"];
const LARGE = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"];

interface Family {
  readonly sizes: readonly string[];
  /** First and last major version that run on it. */
  readonly from: number;
  readonly to?: number;
}

// Families with the first and last major that run on them, from
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
const FAMILIES: Readonly<Record<string, Family>> = {
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

/** What keeps an instance class from running a major version of Postgres. */
export interface ClassRefusal {
  /** `unknown`: AWS may have it, and it is not in the table here. */
  readonly kind: "unknown" | "size" | "version";
  readonly says: string;
}

/** Why a class, for example `db.t4g.micro`, does not run a major version; `undefined` when it does. */
export function refuseClass(instanceClass: string, major: number): ClassRefusal | undefined {
  const [, family = "", size = ""] = instanceClass.split(".");
  const known = Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : undefined;
  if (known === undefined) {
    const says = `family "${family}" is not known: use one of ${Object.keys(FAMILIES).join(", ")}, or add it to lib/postgres-classes.ts`;
    return { kind: "unknown", says };
  }
  if (!known.sizes.includes(size)) {
    return { kind: "size", says: `size "${size}" of db.${family} is not one of ${known.sizes.join(", ")}` };
  }
  if (major < known.from || major > (known.to ?? major)) {
    const range = known.to === undefined ? `${known.from} and newer` : `${known.from} to ${known.to}`;
    return { kind: "version", says: `db.${family} runs PostgreSQL ${range}` };
  }
  return undefined;
}
