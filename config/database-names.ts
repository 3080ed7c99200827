/** Databases that an instance of RDS has by itself, and words that RDS refuses beside those of Postgres. */
const ofRds = "admin database db postgres rdsadmin template0 template1";

/**
 * Words that Postgres 14 to 18 reserves, which RDS takes for no database either.
 * Source: `SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')`, and
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html (DBName).
 */
const ofPostgres = `
  all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
  full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
  localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
  returning right select session_user similar some symmetric system_user table tablesample then to trailing true union
  unique user using variadic verbose when where window with`;

const reserved = new Set(`${ofRds} ${ofPostgres}`.split(/\s+/));

/** Whether RDS makes no database of this name. */
export function isReservedDatabaseName(name: string): boolean {
  return reserved.has(name);
}
