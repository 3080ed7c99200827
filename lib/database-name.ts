/** What a database of this key is called inside its instance: Postgres would need quotes around a hyphen. */
export function databaseNameOf(key: string): string {
  return key.replaceAll("-", "_");
}
