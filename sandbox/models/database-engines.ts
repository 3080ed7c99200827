// Majors that RDS for PostgreSQL offers and the newest minor of each that the sandbox knows, from
// https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
const MINORS: Readonly<Record<string, number>> = { 13: 22, 14: 19, 15: 14, 16: 10, 17: 6, 18: 1 };

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
