import type { ComposeService } from "./compose/service.ts";
import type { Findings } from "./findings.ts";

/** A web service, and the key that it has. */
export interface Web {
  readonly key: string;
  readonly service: ComposeService;
}

/** What people open first, most likely first. */
const firstPages = /(^|-)(web|www|frontend|front|ui|client|site|storefront|app|server)(-|$)/;
const laterPages = /(^|-)(api|backend|worker|admin|dashboard|studio|docs|ws|websocket)(-|$)/;

/** The routes of each web service by its key; the one that takes everything else has none. */
export function routesOf(
  webs: readonly Web[],
  { assumed }: Findings,
): ReadonlyMap<string, readonly string[] | undefined> {
  const byPath = new Map(webs.map((web) => [web.key, pathsOf(web.service)]));
  const open = webs.filter(({ key }) => byPath.get(key)?.length === 0);
  const first =
    open.find(({ key }) => firstPages.test(key) && !laterPages.test(key)) ??
    open.find(({ key }) => !laterPages.test(key)) ??
    open[0] ??
    webs[0];
  return new Map(
    webs.map(({ key, service }) => {
      const paths = byPath.get(key) ?? [];
      if (key === first?.key) {
        return [key, undefined];
      }
      if (paths.length === 0) {
        const says = `${key} answers at ${key}.<domain>, and ${first?.key} at the domain itself: say in routes what goes where`;
        assumed.push({ about: `${service.name}.ports`, says });
      }
      return [key, paths.length === 0 ? [`${key}/*`] : paths];
    }),
  );
}

/** Paths that Traefik's labels send to a service. */
function pathsOf({ labels }: ComposeService): readonly string[] {
  const rules = [...labels].flatMap(([label, rule]) =>
    /^traefik\.http\.routers\..+\.rule$/.test(label) ? [rule ?? ""] : [],
  );
  const paths = rules.flatMap((rule) =>
    [...rule.matchAll(/(?<![!\w])Path(Prefix)?\(([^)]*)\)/g)].flatMap(([, prefix, given = ""]) =>
      [...given.matchAll(/[`'"](\/[A-Za-z0-9_.~/-]+)[`'"]/g)].flatMap(([, path = ""]) =>
        prefix === undefined ? [path] : [path.replace(/\/$/, ""), `${path.replace(/\/$/, "")}/*`],
      ),
    ),
  );
  return [...new Set(paths)];
}
