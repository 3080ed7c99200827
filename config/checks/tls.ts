import type { Config } from "../blocks.ts";
import type { Report } from "../problem.ts";
import { commandWords, literals } from "./secret-like.ts";

/** Words by which a driver or a runtime is told to trust whoever answers, by what they are in a value. */
const inValue: readonly (readonly [weaker: RegExp, instead: string])[] = [
  [/\bsslmode=(?!verify-full\b)[\w-]+/i, "sslmode=verify-full"],
  [/\bssl=(no-verify|false|0|no|disable|allow|prefer|require|verify-ca)\b/i, "ssl=verify-full"],
  [/\bssl_cert_reqs=(none|optional|cert_none|cert_optional)\b/i, "ssl_cert_reqs=required"],
  [/\bssl_check_hostname=(false|0|no)\b/i, "ssl_check_hostname=true"],
  // pgJDBC: https://jdbc.postgresql.org/documentation/use/
  [/\bsslfactory=[\w.]*NonValidatingFactory\b/i, "sslmode=verify-full alone"],
  [/\bsslaccept=accept_invalid_certs\b/i, "sslaccept=strict"],
];

/** The same as a variable of its own: what it may hold. */
const byName: Readonly<Record<string, RegExp>> = {
  PGSSLMODE: /^verify-full$/,
  NODE_TLS_REJECT_UNAUTHORIZED: /^1$/,
};

/**
 * Every store is spoken to by TLS that verifies certificate and host name; nothing in the configuration says less. The
 * URLs that slipway gives say so themselves, but a driver may read a variable instead, and an app may take its own.
 */
export function checkTls(config: Config, report: Report): void {
  for (const { name, value, path, mayExplain } of literals(config)) {
    const weaker = weakerThanFull(name, value);
    if (weaker !== undefined) {
      report.problem(
        path,
        undefined,
        `${weaker}${mayExplain ? ". If it leads to nothing of this stack, say so: {value: …, because: …}" : ""}`,
      );
    }
  }
  for (const { word, path } of commandWords(config.app)) {
    const weaker = weakerThanFull("", word);
    if (weaker !== undefined) {
      report.problem(path, undefined, weaker);
    }
  }
}

/** What is said of a value that asks for less than a verified connection; the value itself may hold a password. */
function weakerThanFull(name: string, value: string): string | undefined {
  const allowed = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (allowed && !allowed.test(value)) {
    return `turns off that ${name === "PGSSLMODE" ? "Postgres" : "every server"} has to prove who it is: remove it, or say ${allowed.source.slice(1, -1)}`;
  }
  for (const [weaker, instead] of inValue) {
    const [found] = weaker.exec(value) ?? [];
    if (found !== undefined) {
      return `says ${found}, by which a store need not prove who it is: say ${instead}, or take the URL that slipway gives`;
    }
  }
  return undefined;
}
