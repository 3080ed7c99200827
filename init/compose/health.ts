import { mappingOf, secondsOf, textOf, textsOf } from "./values.ts";

/** How compose asks a container whether it is well. */
export interface HealthCheck {
  /** Text for a shell, or a program with its arguments. */
  readonly command: string | readonly string[];
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly retries?: number;
  readonly startSeconds?: number;
}

/** The check of a service; undefined where there is none, or it is turned off. A container on AWS goes by no name in itself. */
export function healthOf(value: unknown, names: readonly string[] = []): HealthCheck | undefined {
  const check = mappingOf(value);
  const command = atHome(commandOf(check.get("test")), names);
  if (command === undefined || check.get("disable") === true) {
    return undefined;
  }
  return {
    command,
    ...within("intervalSeconds", secondsOf(check.get("interval")), 5, 300),
    ...within("timeoutSeconds", secondsOf(check.get("timeout")), 2, 60),
    ...within("retries", Number(textOf(check.get("retries")) ?? Number.NaN), 1, 10),
    ...within("startSeconds", secondsOf(check.get("start_period")), 0, 300),
  };
}

function commandOf(test: unknown): string | readonly string[] | undefined {
  const [first = "", ...rest] = textsOf(test);
  if (!Array.isArray(test)) {
    return first === "" ? undefined : first;
  }
  if (first === "CMD-SHELL") {
    return rest.join(" ") || undefined;
  }
  return first === "CMD" && rest.length > 0 ? rest : undefined;
}

/** A container that asks itself by one of its names asks `localhost` instead. */
function atHome(command: HealthCheck["command"] | undefined, names: readonly string[]) {
  const home = (text: string) =>
    text.replaceAll(/(https?:\/\/)([\w.-]+)(?=[:/"'`\s]|$)/g, (url, scheme: string, host: string) =>
      names.includes(host) ? `${scheme}localhost` : url,
    );
  return typeof command === "string" ? home(command) : command?.map(home);
}

/** A number as ECS takes it: whole, and from `min` to `max`. */
function within(key: string, value: number | undefined, min: number, max: number): Readonly<Record<string, number>> {
  return value === undefined || Number.isNaN(value) ? {} : { [key]: Math.min(max, Math.max(min, Math.round(value))) };
}

/** The path that a check asks for over HTTP in its own container, and the port. */
export function httpPathOf({ command }: HealthCheck): { readonly path: string; readonly port?: number } | undefined {
  const text = typeof command === "string" ? command : command.join(" ");
  const asked = /\b(curl|wget|fetch|http\.get|urlopen|requests\.get|nc -z)\b/.test(text);
  // Programs have options that name the host, too: the address is what has more than that.
  const hosts = [...text.matchAll(address)];
  const url = hosts.find(([, scheme, port, path]) => scheme ?? port ?? path) ?? hosts[0];
  if (!asked || url === undefined || /nc -z/.test(text)) {
    return undefined;
  }
  const [, , port, path = "/"] = url;
  return { path, ...(Number(port) > 0 && { port: Number(port) }) };
}

/** An address in its own container; the port may be one that the shell puts in. */
const address =
  /(https?:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+|\$\{?\w+\}?|(?=\/)))?(\/[^\s"'`|;)]*)?/g;
