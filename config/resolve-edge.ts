import type { Config } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import type { Dns, Domain, Edge, ResponseHeaders, Waf } from "./stack-place.ts";

type EdgeConfig = NonNullable<Config["environment"]["edge"]>;

/** Days that requests stay in the log when a place says only that they are logged. */
const usualAccessLogDays = 90;
const usualMessage = "We are working on this site. Please come back in a few minutes.";

/** The load balancer with every default filled in. */
export function resolveEdge({ environment }: Config): Edge {
  const usual = profiles[environment.profile].edge;
  const edge = environment.edge ?? {};
  const { closed = [], idleTimeoutSeconds = usual.idleTimeoutSeconds, insecureHttp, maintenance } = edge;
  const retentionDays = accessLogDays(edge.accessLogs, usual.accessLogDays);
  const waf = resolveWaf(edge.waf, usual);
  return {
    ...(environment.domain !== undefined && { domain: resolveDomain(environment.domain) }),
    ...(insecureHttp && { insecureHttp }),
    idleTimeoutSeconds,
    deletionProtection: usual.deletionProtection,
    headers: resolveHeaders(edge.headers, usual.hstsSeconds),
    closed,
    ...(retentionDays > 0 && { accessLogs: { retentionDays } }),
    ...(waf && { waf }),
    ...(maintenance && { maintenance: { message: usualMessage, ...maintenance } }),
  };
}

/** The domain with every default filled in. */
export function resolveDomain(domain: NonNullable<Config["environment"]["domain"]>): Domain {
  if (typeof domain === "string") {
    return { name: domain, aliases: [], dns: { kind: "zone" } };
  }
  const { name, aliases = [], zone, certificateArn } = domain;
  return { name, aliases, dns: resolveDns(zone), ...(certificateArn !== undefined && { certificateArn }) };
}

function resolveDns(zone: Exclude<NonNullable<Config["environment"]["domain"]>, string>["zone"]): Dns {
  if (zone === "external") {
    return { kind: "external" };
  }
  return {
    kind: "zone",
    ...(zone && { zoneId: zone.id }),
    ...(zone?.roleArn !== undefined && { roleArn: zone.roleArn }),
  };
}

function resolveHeaders(given: EdgeConfig["headers"] = {}, usualHstsSeconds: number): ResponseHeaders {
  const { hstsSeconds = usualHstsSeconds, frameOptions = "SAMEORIGIN", noSniff = true, contentSecurityPolicy } = given;
  return {
    hstsSeconds,
    ...(frameOptions !== "none" && { frameOptions }),
    noSniff,
    ...(contentSecurityPolicy !== undefined && { contentSecurityPolicy }),
  };
}

function accessLogDays(given: EdgeConfig["accessLogs"], usual: number): number {
  if (typeof given === "object") {
    return given.retentionDays;
  }
  if (given === undefined) {
    return usual;
  }
  return given ? usualAccessLogDays : 0;
}

function resolveWaf(
  given: EdgeConfig["waf"],
  usual: { readonly waf: "none" | "count" | "block"; readonly requestsPerFiveMinutes: number },
): Waf | undefined {
  const {
    mode,
    requestsPerFiveMinutes = usual.requestsPerFiveMinutes,
    allow = [],
    deny = [],
  } = typeof given === "object" ? given : { mode: given ?? usual.waf };
  return mode === "none" ? undefined : { mode, requestsPerFiveMinutes, allow, deny };
}
