import { bucketOutcome, hasRole } from "./bucket-outcome.ts";
import type { ComposeService } from "./compose/service.ts";
import type { Variable } from "./compose/variables.ts";
import type { Findings } from "./findings.ts";
import { linkOutcome, onlyStore, partOutcome, urlOf } from "./link-outcome.ts";
import { isLocal, type Link, linkOf } from "./links.ts";
import { isOfAws, isOfStores, isSecret } from "./secrets.ts";
import { type Part, splitParts } from "./split-address.ts";
import type { Target, Targets } from "./targets.ts";
import type { At, LinkAt, MappedVariables, Outcome, Surroundings, Use } from "./task-variables.ts";

const envName = /^[A-Z][A-Z0-9_]{0,63}$/;
/** A word that is a host's name may be anything, where the variable's own name does not say that it is an address. */
const addressName = /(HOST|HOSTNAME|SERVER|ADDR|ADDRESS|ENDPOINT|URL|URI)S?$/;

/** How an app is told where it runs, and words for one place alone. */
const placeName = /(^|_)(ENV|ENVIRONMENT)$/;
const ofOnePlace = /^(dev|develop|development|local|test|testing|staging)$/i;

/** Makes of a task's variables what slipway gives it: plain values, secrets by name, URLs of stores. */
export function mapVariables(service: ComposeService, around: Surroundings): MappedVariables {
  const uses = new Map<string, Use>();
  const parts = splitParts(service.variables, around.targets);
  const outcomes = [...service.variables].map(([name, variable]) => {
    const outcome = outcomeOf(name, variable, { service, around, uses, part: parts.get(name) });
    if (outcome.use !== undefined) {
      uses.set(outcome.use, { ...uses.get(outcome.use), ...outcome.as });
    }
    return { name, ...outcome };
  });
  tellHosts(service, parts, { uses, findings: around.findings });
  return {
    env: Object.fromEntries(outcomes.flatMap(({ name, env }) => (env === undefined ? [] : [[name, env]]))),
    secrets: outcomes.flatMap(({ name, isSecret: is }) => (is ? [name] : [])).toSorted(),
    uses,
    ports: new Map(outcomes.flatMap(({ use, port }) => (use === undefined || port === undefined ? [] : [[use, port]]))),
    addresses: Object.fromEntries(outcomes.flatMap(({ name, address }) => (address ? [[name, address]] : []))),
  };
}

/** Host, port and name let nobody in: who reads no URL of a store has to learn it. */
function tellHosts(
  service: ComposeService,
  parts: ReadonlyMap<string, Part>,
  { uses, findings }: { readonly uses: ReadonlyMap<string, Use>; readonly findings: Findings },
): void {
  for (const [name, { target, says }] of parts) {
    if (says === "host" && uses.get(target.key)?.env === undefined) {
      const why = `${target.key} wants a login, which is in ${urlOf(target)} alone: let the app read that`;
      findings.assumed.push({ about: `${service.name}.environment.${name}`, says: why });
    }
  }
}

function outcomeOf(name: string, variable: Variable, at: At): Outcome {
  const { service, around, part } = at;
  const leave = (says: string): Outcome => {
    around.findings.left.push({ about: `${service.name}.environment.${name}`, says });
    return {};
  };
  if (!envName.test(name)) {
    return leave("is no name that slipway takes: use upper-case letters, digits and _, in the app too");
  }
  if (isOfAws(name)) {
    return leave(hasRole);
  }
  if (isOfStores(name)) {
    return leave("slipway sets it to the certificates of the stores: leave it out");
  }
  if (part) {
    return partOutcome(part, leave);
  }
  const linkAt = { ...at, leave };
  const ofBucket = bucketOutcome(name, variable, linkAt);
  if (ofBucket) {
    return ofBucket;
  }
  const link = linkOf(variable.value);
  const target = targetOf(name, link, around.targets);
  return target && target.service !== service
    ? linkOutcome(name, variable, link, target, linkAt)
    : plainOutcome(name, variable, link, linkAt);
}

function targetOf(name: string, link: Link | undefined, targets: Targets): Target | undefined {
  const isAddress = link && (!link.isBare || addressName.test(name));
  return (isAddress ? targets.get(link.host) : undefined) ?? onlyStore(name, link, targets);
}

function secretOutcome(isGiven: boolean, leave: LinkAt["leave"]): Outcome {
  return isGiven
    ? { isSecret: true }
    : leave("is empty: where the app needs it, declare it in app.secrets and name it in the task's secrets");
}

/** A variable that leads nowhere in the file. */
function plainOutcome(
  name: string,
  { value, isOpen, hasSecret }: Variable,
  link: Link | undefined,
  { service, around, leave }: LinkAt,
): Outcome {
  if (hasSecret || isSecret(name, value) || (isOpen && isSecret(name, "what people give"))) {
    return secretOutcome(value !== "" || isOpen, leave);
  }
  const assume = (says: string): Outcome => {
    around.findings.assumed.push({ about: `${service.name}.environment.${name}`, says });
    return { env: { per: "environment", default: value } };
  };
  if (placeName.test(name) && ofOnePlace.test(value)) {
    return assume(`${value} is one place's: each says its own in slipway:environment.env, or {from: stack.name} does`);
  }
  if (!link || !isLocal(link)) {
    return isOpen
      ? assume("the file gives it no value: each place says it in slipway:environment.env")
      : { env: value };
  }
  const label = around.webAt(link);
  const { rest } = link;
  if (label === "@" && /^\/?$/.test(rest)) {
    return { env: { from: "stack.url" } };
  }
  if (label !== undefined && around.isService) {
    return { env: { per: "environment" }, address: { label, rest } };
  }
  return assume(`${value} is the developer's machine: each place says its own value in slipway:environment.env`);
}
