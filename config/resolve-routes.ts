import { hostOf, parseRoute } from "../lib/route.ts";
import type { Config } from "./blocks.ts";
import { resolveDomain } from "./resolve-edge.ts";
import type { Route } from "./stack-tasks.ts";

/** Routes of a web service that names none. */
export const everything: readonly string[] = ["/*"];

/** The rules that a route becomes: one, and one more for each alias where it names the domain itself. */
export function resolveRoute(key: string, { environment }: Config): Route[] {
  const route = parseRoute(key);
  if ("wrong" in route) {
    throw new Error(`route ${key} was not checked`);
  }
  const { label, path } = route;
  if (label === undefined || environment.domain === undefined) {
    return [{ key, path }];
  }
  const { name, aliases } = resolveDomain(environment.domain);
  return [
    { key, host: hostOf(label, name), path },
    ...(label === "@" ? aliases : []).map((alias) => ({ key: `${alias}${path}`, host: alias, path })),
  ];
}
