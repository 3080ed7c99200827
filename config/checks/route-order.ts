import { listenerPriorities } from "../../lib/listener-priority.ts";
import { commonPath, contains } from "../../lib/path-pattern.ts";
import type { Config } from "../blocks.ts";
import { keyOf, type Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { routedPath } from "../relations.ts";
import { type RouteAt, rulesOf } from "./routes.ts";

/** A rule with its place in the order in which the load balancer tries them. */
interface Rule extends RouteAt {
  readonly identity: string;
  readonly priority: number;
  readonly clashesWith?: string;
}

/** Every route gets requests, and it is plain which. */
export function checkRouteOrder(config: Config, report: Report): void {
  const rules = inOrder(config);
  const told = new Set<string>();
  const tell = ({ path, written, isDefault }: Rule, says: string) => {
    if (!told.has(keyOf(path))) {
      told.add(keyOf(path));
      report.problem(path, isDefault ? undefined : written, says);
    }
  };
  for (const [index, rule] of rules.entries()) {
    const closed = whatCloses(rule, config);
    const before = rules.slice(0, index).filter((other) => shareHost(rule, other));
    const cover = before.find((other) => contains(other.rule.path, rule.rule.path));
    const rival = before.find((other) => other.service !== rule.service && isAmbiguous(rule, other));
    const clash = rules.find(({ identity }) => identity === rule.clashesWith);
    if (closed !== undefined) {
      tell(rule, `never gets a request, since ${closed} closes all of its paths: remove one of the two`);
    } else if (cover !== undefined && cover.service !== rule.service) {
      const says = `never gets a request, since ${nameOf(cover)} takes all of its paths and comes first: make one of the two narrower or wider`;
      tell(rule, says);
    } else if (rival !== undefined) {
      const path = commonPath(rival.rule.path, rule.rule.path);
      const says = `and ${nameOf(rival)} both take ${path}, and neither is the narrower: write one of them so that they have no path in common, or lead both to one service`;
      tell(rule, says);
    } else if (clash !== undefined) {
      const says = `falls on the priority of ${nameOf(clash)}: write one of the two differently, for example with * or ? for a character`;
      tell(rule, says);
    }
  }
}

function inOrder(config: Config): Rule[] {
  const rules = rulesOf(config).map((route) => ({ ...route, routed: routedPath(route.service, route.rule) }));
  const slots = listenerPriorities(rules.map(({ routed }) => routed));
  return rules
    .map(({ routed: { identity }, ...rule }) => ({ ...rule, identity, ...(slots.get(identity) ?? { priority: 0 }) }))
    .sort((a, b) => a.priority - b.priority);
}

/** Rules of every host come after those of one, which is no ambiguity: the host is the narrower. */
function shareHost(a: Rule, b: Rule): boolean {
  return a.rule.host === b.rule.host;
}

function isAmbiguous({ rule: { path: one } }: Rule, { rule: { path: other } }: Rule): boolean {
  return commonPath(one, other) !== undefined && !contains(one, other) && !contains(other, one);
}

/** Closed paths are closed on every host, before every route. What closes everything is refused as such. */
function whatCloses({ rule }: Rule, { environment }: Config): string | undefined {
  const closed = environment.edge?.closed ?? [];
  const index = closed.findIndex((pattern) => !contains(pattern, "/*") && contains(pattern, rule.path));
  const path: Path = ["environment", "edge", "closed", index];
  return index === -1 ? undefined : `${keyOf(path)} ${JSON.stringify(closed[index])}`;
}

function nameOf({ path, written, isDefault }: Rule): string {
  return isDefault ? `${keyOf(path)}, which takes everything,` : `${keyOf(path)} ${JSON.stringify(written)}`;
}
