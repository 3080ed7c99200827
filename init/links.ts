/** Where a variable's value leads inside the compose file. */
export interface Link {
  /** Name or alias of a service. */
  readonly host: string;
  /** `postgresql+asyncpg`, `http`; empty where the value is a host alone. */
  readonly scheme: string;
  readonly port?: number;
  /** Whether the value is a host and no more. */
  readonly isBare: boolean;
  /** Path, query and the like after host and port. */
  readonly rest: string;
  readonly hasPassword: boolean;
}

const url = /^((?:jdbc:)?[a-z][a-z0-9+.-]*):\/\/(?:([^@/]*)@)?([A-Za-z0-9_.-]+)(?::(\d+))?([/?#].*)?$/i;
const address = /^([A-Za-z0-9_.-]+)(?::(\d+))?$/;

/** Takes a URL, an address or a host apart; undefined of anything else. */
export function linkOf(value: string): Link | undefined {
  const [, scheme = "", user = "", host, port, rest = ""] = url.exec(value) ?? [];
  if (host !== undefined) {
    return { host, scheme, ...portOf(port), isBare: false, rest, hasPassword: /:./.test(user) };
  }
  const [, bare, barePort] = address.exec(value) ?? [];
  return bare === undefined
    ? undefined
    : { host: bare, scheme: "", ...portOf(barePort), isBare: barePort === undefined, rest: "", hasPassword: false };
}

function portOf(text: string | undefined): { readonly port?: number } {
  const port = Number(text ?? Number.NaN);
  return port >= 1 && port <= 65_535 ? { port } : {};
}

/** Whether an address is that of the machine that compose runs on, as people open it in a browser. */
export function isLocal({ host, scheme }: Link): boolean {
  return /^(localhost|127\.0\.0\.1)$/.test(host) && /^https?$/.test(scheme);
}
