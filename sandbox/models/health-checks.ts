import type { Model, Rule, Values } from "../model.ts";
import { range } from "./limits.ts";
import { uuid } from "./shapes.ts";
import { token } from "./tokens.ts";
import { str, texts } from "./values.ts";

const CONFIG = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html";
const FEWEST_REGIONS = 3;
const LONGEST_PATH = 255;

const target: Rule<Values> = {
  id: "health-check-target",
  says: `A check over HTTP or TCP names an address or a host, and a path that begins with a slash and has at most ${LONGEST_PATH} characters.`,
  source: CONFIG,
  refuse(values) {
    const type = str(values, "type") ?? "";
    if (!/^(HTTPS?|TCP)/.test(type)) return undefined;
    if (values.fqdn === undefined && values.ipAddress === undefined)
      return `InvalidInput: a check of type ${type} has neither fqdn nor ipAddress: name the host`;
    const path = str(values, "resourcePath");
    return path === undefined || (path.startsWith("/") && path.length <= LONGEST_PATH)
      ? undefined
      : `InvalidInput: resourcePath "${path}" is not allowed: begin with a slash, use at most ${LONGEST_PATH} characters`;
  },
};

const regions: Rule<Values> = {
  id: "health-check-regions",
  says: `A check asks from all regions, or from at least ${FEWEST_REGIONS}.`,
  source: CONFIG,
  refuse(values) {
    const named = texts(values, "regions");
    return named.length === 0 || named.length >= FEWEST_REGIONS
      ? undefined
      : `InvalidInput: regions are ${named.join(", ")}: name at least ${FEWEST_REGIONS}, or none for all`;
  },
};

const interval: Rule<Values> = {
  id: "health-check-interval",
  says: "A check asks every 10 or every 30 seconds.",
  source: CONFIG,
  refuse: ({ requestInterval }) =>
    requestInterval === undefined || requestInterval === 10 || requestInterval === 30
      ? undefined
      : `InvalidInput: requestInterval ${requestInterval} is not allowed: use 10 or 30`,
};

const healthCheck: Model = {
  type: token.healthCheck,
  defaults: { disabled: false, measureLatency: false },
  checks: [target, regions, interval, range("health-check-threshold", "failureThreshold", 1, 10, CONFIG)],
  identify: (_inputs, seed) => uuid(seed),
  outputs: (_inputs, id) => ({ arn: `arn:aws:route53:::healthcheck/${id}` }),
  requires: { none: "it asks whoever answers on the internet, which is nothing of the account" },
  replaces: "as the specification says",
  blocksDelete: { none: "a check can always be deleted; its alarm sees no value any more" },
  typicalMinutes: 0.1,
};

/** Checks from outside. */
export const models: readonly Model[] = [healthCheck];
