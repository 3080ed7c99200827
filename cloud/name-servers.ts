import { Resolver } from "node:dns/promises";

/** Who asks the internet. */
export type NameResolver = Pick<Resolver, "resolveNs">;

/** The name servers that the internet has for a domain; none where it has no such domain. Rejects where nobody answers. */
export async function nameServers(
  domain: string,
  resolver: NameResolver = new Resolver({ timeout: 3000, tries: 2 }),
): Promise<readonly string[]> {
  try {
    const found = await resolver.resolveNs(domain);
    return found.map((server) => server.toLowerCase().replace(/\.$/, "")).toSorted();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENODATA" || code === "ENOTFOUND") {
      return [];
    }
    throw new Error(`no name server answers from here (${code ?? error}): see whether this machine is online`);
  }
}
