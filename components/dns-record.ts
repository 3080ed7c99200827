/** A record that somebody sets by hand, where the domain's DNS is not ours to write. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** The records as people read them, one a line. */
export function recordLines(records: readonly DnsRecord[]): string {
  return records.map(({ name, type, value }) => `  ${name}  ${type}  ${value}`).join("\n");
}
