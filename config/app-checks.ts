import type { App } from "./blocks.ts";

/** One thing that `verify` asks of a stack. */
export type AppCheck = RequestCheck | CommandCheck;

/** A request that is answered as it says. */
export interface RequestCheck {
  readonly name: string;
  readonly kind: "http";
  /** Label of a host under the domain, `@` for the domain itself; absent: the stack's URL. */
  readonly host?: string;
  /** With the query, if it has one. */
  readonly path: string;
  readonly method: string;
  /** Those that are right. */
  readonly status: readonly number[];
  /** Text that the body contains. */
  readonly contains?: string;
  /** Headers of the answer, each with text that its value contains. */
  readonly headers: Readonly<Record<string, string>>;
  readonly maxSeconds: number;
  /** For how long the certificate has to hold yet, where the answer comes over HTTPS. */
  readonly certificateDays: number;
}

/** A command that ends with 0, in a task of its own. */
export interface CommandCheck {
  readonly name: string;
  readonly kind: "run";
  /** The service or job whose task definition it runs in. */
  readonly service: string;
  readonly command: readonly string[];
  readonly timeoutSeconds: number;
}

/** `app.checks` with every default filled in. */
export function appChecksOf({ checks = {} }: Pick<App, "checks">): readonly AppCheck[] {
  return Object.entries(checks).map(([name, check]) => {
    if ("run" in check) {
      const { service, run, timeoutSeconds = 60 } = check;
      return { name, kind: "run", service, command: run, timeoutSeconds };
    }
    const { method = "GET", status = [200], header = {}, maxSeconds = 10, certificateDays = 14 } = check;
    return {
      name,
      kind: "http",
      ...addressOf(check.path),
      method,
      status: [status].flat(),
      ...(check.contains !== undefined && { contains: check.contains }),
      headers: header,
      maxSeconds,
      certificateDays,
    };
  });
}

/** Takes `api/health` apart. */
function addressOf(written: string): Pick<RequestCheck, "host" | "path"> {
  const slash = written.indexOf("/");
  return { ...(slash > 0 && { host: written.slice(0, slash) }), path: written.slice(slash) };
}
