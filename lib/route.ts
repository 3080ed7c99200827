/** A route as it is written: `/api/*` on every host, `api/*` on a host under the domain, `@/*` on the domain itself. */
export interface ParsedRoute {
  /** `@` for the domain itself; absent for every host. */
  readonly label?: string;
  /** ALB path pattern. */
  readonly path: string;
}

/** Takes a route apart, or says what is wrong with it. */
export function parseRoute(route: string): ParsedRoute | { readonly wrong: string } {
  const slash = route.indexOf("/");
  if (slash === -1) {
    return { wrong: `has no path: write ${JSON.stringify(`${route}/*`)}` };
  }
  const label = route.slice(0, slash);
  const path = route.slice(slash);
  if (label !== "" && label !== "@" && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) {
    return {
      wrong:
        "has no host label before its first /: use one label of lower-case letters, digits and hyphens, @ or nothing",
    };
  }
  if (path.length > 128) {
    return { wrong: "has a path that is too long: use up to 128 characters" };
  }
  if (!/^[A-Za-z0-9_.$/~"'@:+&*?!,;=()-]+$/.test(path)) {
    return {
      wrong:
        "has a path with other characters than the load balancer takes: use letters, digits and _ - . $ / ~ \" ' @ : + & * ?",
    };
  }
  if ((path.match(/[*?]/g)?.length ?? 0) > 5) {
    return { wrong: "has too many wildcards: use up to 5 of * and ?" };
  }
  return { ...(label !== "" && { label }), path };
}

/** Full name of the host that a label stands for. */
export function hostOf(label: string, domain: string): string {
  return label === "@" ? domain : `${label}.${domain}`;
}
