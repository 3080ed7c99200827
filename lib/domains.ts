/** The names that a certificate of `domain` holds beside it: everything one label below, and the aliases not under that. */
export function coveredBy(domain: string, aliases: readonly string[]): string[] {
  return [`*.${domain}`, ...uncovered(domain, aliases)];
}

/** The names whose control must be proved: `domain` (its wildcard shares the record) and the aliases not under it. */
export function validationNames(domain: string, aliases: readonly string[]): string[] {
  return [domain, ...uncovered(domain, aliases)];
}

function uncovered(domain: string, aliases: readonly string[]): string[] {
  return aliases.filter((alias) => alias !== domain && alias.slice(alias.indexOf(".") + 1) !== domain).sort();
}
