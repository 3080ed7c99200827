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

/** The check of a service; undefined where there is none, or it is turned off. */
export function healthOf(value: unknown): HealthCheck | undefined {
  const check = mappingOf(value);
  const command = commandOf(check.get("test"));
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

/** A number as ECS takes it: whole, and from `min` to `max`. */
function within(key: string, value: number | undefined, min: number, max: number): Readonly<Record<string, number>> {
  return value === undefined || Number.isNaN(value) ? {} : { [key]: Math.min(max, Math.max(min, Math.round(value))) };
}

/** The path that a check asks for over HTTP in its own container, and the port. */
export function httpPathOf({ command }: HealthCheck): { readonly path: string; readonly port?: number } | undefined {
  const text = typeof command === "string" ? command : command.join(" ");
  const asked = /\b(curl|wget|fetch|http\.get|urlopen|requests\.get|nc -z)\b/.test(text);
  const url = /(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(\/[^\s"'`|;)]*)?/.exec(text);
  if (!asked || url === null || /nc -z/.test(text)) {
    return undefined;
  }
  const [, port, path = "/"] = url;
  return { path, ...(port !== undefined && { port: Number(port) }) };
}
