import { dirname, join } from "node:path";
import { parse } from "yaml";

import { at } from "./path.ts";
import { profiles } from "./profiles.ts";
import { stackOf, stacksIn, textOrNothing } from "./stacks-in.ts";
import type { Sibling } from "./where.ts";

/**
 * The other stacks beside a stack file, with what they say of the account and its addresses if it is the same one, and of
 * the repositories.
 *
 * @param own what is below `config` in the file itself
 */
export function siblingsOf(path: string, own: unknown): Sibling[] {
  const folder = dirname(path);
  const { accountId } = awsOf(own);
  const takes = fromOf(own) !== undefined;
  const texts = stacksIn(folder)
    .filter((stack) => stack !== stackOf(path))
    .map((stack) => ({ stack, text: textOrNothing(join(folder, `Pulumi.${stack}.yaml`)) }));
  const isOwned = managesRepository(own) || texts.some(({ text }) => text.includes("manageRepository"));
  return texts.map(({ stack, text }) => {
    // Parsing takes a while, and another account has little to say.
    const isShared = typeof accountId === "string" && text.includes(accountId);
    const isNeeded = isShared || (takes && text.includes("promotion")) || text.includes("manageRepository");
    if (!isNeeded && isOwned) return { stack };
    // Where none manages the repository, that may be because its file is no YAML just now.
    const said = saidIn(text);
    return { stack, ...((isNeeded || said.isUnreadable) && said) };
  });
}

/** A file that does not parse is its own stack's problem. */
function saidIn(text: string): Omit<Sibling, "stack"> {
  try {
    return saidBy(at(parse(text), ["config"]));
  } catch {
    return { isUnreadable: true };
  }
}

function saidBy(values: unknown): Omit<Sibling, "stack"> {
  const { accountId, sharedAccountOwner } = awsOf(values);
  const cidr = cidrOf(values);
  const from = fromOf(values);
  return {
    ...(accountId !== undefined && { accountId }),
    ...(sharedAccountOwner !== undefined && { sharedAccountOwner }),
    ...(managesRepository(values) && { managesRepository: true }),
    ...(cidr !== undefined && { cidr }),
    ...(from !== undefined && { from }),
  };
}

function managesRepository(values: unknown): boolean {
  return at(values, ["slipway:environment", "github", "manageRepository"]) === true;
}

function awsOf(values: unknown): Pick<Sibling, "accountId" | "sharedAccountOwner"> {
  const aws = ["slipway:environment", "aws"];
  const accountId = at(values, [...aws, "accountId"]);
  const sharedAccountOwner = at(values, [...aws, "sharedAccountOwner"]);
  return {
    ...(typeof accountId === "string" && { accountId }),
    ...(typeof sharedAccountOwner === "boolean" && { sharedAccountOwner }),
  };
}

/** The stack that it takes what was verified from. */
function fromOf(values: unknown): string | undefined {
  const from = at(values, ["slipway:environment", "promotion", "from"]);
  return typeof from === "string" ? from : undefined;
}

/** Addresses of a stack's own network, which its profile says where it does not. */
function cidrOf(values: unknown): string | undefined {
  const environment = at(values, ["slipway:environment"]);
  const network = at(environment, ["network"]);
  const profile = at(environment, ["profile"]);
  if (at(network, ["existing"]) !== undefined || (profile !== "staging" && profile !== "production")) {
    return undefined;
  }
  const cidr = at(network, ["cidr"]) ?? profiles[profile].network.cidr;
  return typeof cidr === "string" ? cidr : undefined;
}
