import { type HealthCheck, httpPathOf } from "./compose/health.ts";
import type { ComposeService } from "./compose/service.ts";
import type { Findings } from "./findings.ts";
import type { Role } from "./roles.ts";
import { secretInWords } from "./secret-words.ts";

/** The load balancer asks over HTTP: what the container's own check asks, or the first page. */
export function webHealth(
  service: ComposeService,
  role: Extract<Role, { readonly is: "web" }>,
  findings: Findings,
): Record<string, unknown> {
  const { name, health } = service;
  const asked = health && httpPathOf(health);
  if (role.isGuess) {
    const says = `does not say where it listens: port is ${role.port}, so look into its image`;
    findings.assumed.push({ about: `${name}.ports`, says });
  }
  if (asked && health) {
    return { health: timed(withoutSecret(asked.path, service), health) };
  }
  const says = `has no check over HTTP: the load balancer asks for / and takes any answer from 200 to 399: say a better path in health`;
  findings.assumed.push({ about: `${name}.healthcheck`, says });
  return { health: { path: "/", codes: "200-399" }, ...containerHealth(service, findings) };
}

/** What is asked for may say who asks; the load balancer has nobody's name. */
function withoutSecret(path: string, { secretTexts }: ComposeService): string {
  const [bare = "/", query = ""] = path.split("?");
  return secretInWords(query.split("&"), secretTexts) === undefined ? path : bare;
}

/** The load balancer leaves at least a second between an answer's last moment and the next question. */
function timed(path: string, { intervalSeconds, timeoutSeconds, startSeconds }: HealthCheck): unknown {
  const isRight = intervalSeconds !== undefined && timeoutSeconds !== undefined && timeoutSeconds < intervalSeconds;
  const times = {
    ...(isRight && { intervalSeconds, timeoutSeconds }),
    ...(startSeconds !== undefined && startSeconds > 0 && { graceSeconds: startSeconds }),
  };
  return Object.keys(times).length === 0 ? path : { path, ...times };
}

/** The check that a container makes of itself; one with a secret in it is left out, because everybody reads a stack file. */
export function containerHealth(
  { name, health, secretTexts }: ComposeService,
  { left }: Findings,
): Record<string, unknown> {
  if (health === undefined) {
    return {};
  }
  const { command, intervalSeconds = 30, timeoutSeconds = 5 } = health;
  const secret = secretInWords(typeof command === "string" ? [command] : command, secretTexts);
  if (secret !== undefined) {
    const says = `holds ${secret}: let it read a variable of the container, and write containerHealth yourself`;
    left.push({ about: `${name}.healthcheck`, says });
    return {};
  }
  return {
    containerHealth: { ...health, intervalSeconds, timeoutSeconds: Math.min(timeoutSeconds, intervalSeconds - 1) },
  };
}
