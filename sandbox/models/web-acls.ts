import { parseCidr } from "../../lib/cidr.ts";
import type { InAccount, Model, Place, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { exists, inUse, uniqueName } from "./references.ts";
import { placeOf, uuid } from "./shapes.ts";
import { token } from "./tokens.ts";
import { str, texts } from "./values.ts";
import { webAclLogging } from "./web-acl-logging.ts";
import { aclChecks, capacity } from "./web-acl-rules.ts";
import { IP_SET, WEB_ACL, WEB_ACL_ASSOCIATION } from "./web-acl-tokens.ts";

const api = "https://docs.aws.amazon.com/waf/latest/APIReference/";
const mostAddresses = 10_000;

const named = (word: string, call: string) =>
  nameShape({
    id: `${word}-name-shape`,
    input: "name",
    max: 128,
    pattern: /^[\w-]+$/,
    allowed: "letters, digits, hyphens and underscores",
    source: `${api}API_${call}.html`,
  });

const regional = (word: string, call: string): Rule<Values> => ({
  id: `${word}-regional`,
  says: "The sandbox knows the scope `REGIONAL`, which is that of load balancers.",
  source: `${api}API_${call}.html`,
  refuse: ({ scope }) =>
    scope === undefined || scope === "REGIONAL"
      ? undefined
      : `scope "${scope}" is not modelled: add it to sandbox/models/web-acls.ts, or use "REGIONAL"`,
});

const addressShape: Rule<Values> = {
  id: "ip-set-addresses",
  says: `The addresses of an IPv4 set are at most ${mostAddresses} blocks from /1 to /32, each once.`,
  source: `${api}API_CreateIPSet.html`,
  refuse(values) {
    const all = texts(values, "addresses");
    const wrong = all.find((cidr) => values.ipAddressVersion === "IPV4" && !isBlock(cidr));
    if (wrong !== undefined) {
      return `WAFInvalidParameterException: address "${wrong}" is no IPv4 block: write 192.0.2.0/24, from /1 to /32`;
    }
    return all.length <= mostAddresses && new Set(all).size === all.length
      ? undefined
      : `WAFInvalidParameterException: ${all.length} addresses, ${new Set(all).size} of them different: use up to ${mostAddresses}, each once`;
  },
};

function isBlock(cidr: string): boolean {
  try {
    return parseCidr(cidr).prefix > 0;
  } catch {
    return false;
  }
}

function wafArn(inputs: Values, kind: "ipset" | "webacl", id: string, place: Place): string {
  return arn(placeOf(inputs, place), "wafv2", `regional/${kind}/${str(inputs, "name") ?? ""}/${id}`);
}

const ipSet: Model = {
  type: IP_SET,
  autoname: { input: "name", max: 128 },
  checks: [named("ip-set", "CreateIPSet"), regional("ip-set", "CreateIPSet"), addressShape],
  identify: (_inputs, seed) => uuid(seed),
  outputs: (inputs, id, seed, place) => ({ arn: wafArn(inputs, "ipset", id, place), lockToken: uuid(seed, "lock") }),
  requires: [
    uniqueName({
      id: "ip-set-name-unique",
      type: IP_SET,
      input: "name",
      noun: "IP set",
      code: "WAFDuplicateItemException",
      source: `${api}API_CreateIPSet.html`,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "ip-set-not-in-use",
      noun: "IP set",
      by: "arn",
      code: "WAFAssociatedItemException",
      source: `${api}API_DeleteIPSet.html`,
      users: [{ type: WEB_ACL, at: "rules.statement.ipSetReferenceStatement.arn" }],
    }),
  ],
};

const webAcl: Model = {
  type: WEB_ACL,
  autoname: { input: "name", max: 128 },
  checks: [named("web-acl", "CreateWebACL"), regional("web-acl", "CreateWebACL"), ...aclChecks],
  identify: (_inputs, seed) => uuid(seed),
  outputs: (inputs, id, seed, place) => ({
    applicationIntegrationUrl: "",
    arn: wafArn(inputs, "webacl", id, place),
    capacity: capacity(inputs),
    lockToken: uuid(seed, "lock"),
  }),
  requires: [
    uniqueName({
      id: "web-acl-name-unique",
      type: WEB_ACL,
      input: "name",
      noun: "web ACL",
      code: "WAFDuplicateItemException",
      source: `${api}API_CreateWebACL.html`,
    }),
    exists({
      id: "web-acl-ip-sets-exist",
      input: "rules.statement.ipSetReferenceStatement.arn",
      type: IP_SET,
      noun: "IP set",
      by: "arn",
      code: "WAFNonexistentItemException",
      source: `${api}API_IPSetReferenceStatement.html`,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "web-acl-not-associated",
      noun: "web ACL",
      by: "arn",
      code: "WAFAssociatedItemException",
      source: `${api}API_DeleteWebACL.html`,
      users: [{ type: WEB_ACL_ASSOCIATION, at: "webAclArn" }],
    }),
  ],
};

const oneAcl: Rule<InAccount> = {
  id: "web-acl-association-once",
  says: "A load balancer has one web ACL: associating another would take the first one off it without a word.",
  source: `${api}API_AssociateWebACL.html`,
  refuse({ resource, account }) {
    const other = account.find(
      WEB_ACL_ASSOCIATION,
      ({ outputs }) =>
        outputs.resourceArn === resource.inputs.resourceArn && outputs.webAclArn !== resource.inputs.webAclArn,
    );
    return other === undefined
      ? undefined
      : `${resource.inputs.resourceArn} has the web ACL ${other.outputs.webAclArn} already: keep one association a load balancer`;
  },
};

const association: Model = {
  type: WEB_ACL_ASSOCIATION,
  // The provider makes this id.
  identify: (inputs) => `${str(inputs, "webAclArn") ?? ""},${str(inputs, "resourceArn") ?? ""}`,
  outputs: () => ({}),
  requires: [
    exists({
      id: "web-acl-association-acl-exists",
      input: "webAclArn",
      type: WEB_ACL,
      noun: "web ACL",
      by: "arn",
      code: "WAFNonexistentItemException",
      source: `${api}API_AssociateWebACL.html`,
    }),
    exists({
      id: "web-acl-association-balancer-exists",
      input: "resourceArn",
      type: token.loadBalancer,
      noun: "load balancer",
      by: "arn",
      code: "WAFUnavailableEntityException",
      source: `${api}API_AssociateWebACL.html`,
    }),
    oneAcl,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "WAF takes an ACL off a load balancer at any time" },
};

/** The web application firewall. */
export const models: readonly Model[] = [ipSet, webAcl, association, webAclLogging];
