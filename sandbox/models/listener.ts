import type { InAccount, Model, Place, Rule, Values } from "../model.ts";
import type { World } from "../world.ts";
import { isIssued } from "./certificate-issue.ts";
import { range } from "./limits.ts";
import { senderRules } from "./load-balancer-targets.ts";
import { exists, others, regionOf } from "./references.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const create = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html";
const policies = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html";

const sslPolicies: readonly string[] = [
  "ELBSecurityPolicy-2016-08",
  "ELBSecurityPolicy-FS-1-2-Res-2020-10",
  "ELBSecurityPolicy-TLS13-1-2-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
];

const knownPolicy: Rule<Values> = {
  id: "listener-ssl-policy",
  says: "`sslPolicy` is one of AWS's predefined policies.",
  source: policies,
  refuse(values) {
    const policy = str(values, "sslPolicy");
    return policy === undefined || sslPolicies.includes(policy)
      ? undefined
      : `SSLPolicyNotFound: SSL policy '${policy}' not found: use one of ${sslPolicies.join(", ")}`;
  },
};

const knownProtocol: Rule<Values> = {
  id: "listener-protocol",
  says: "A listener of an Application Load Balancer speaks HTTP or HTTPS.",
  source: create,
  refuse(values) {
    const protocol = str(values, "protocol") ?? "HTTP";
    return ["HTTP", "HTTPS"].includes(protocol)
      ? undefined
      : `ValidationError: protocol "${protocol}" is not supported by an Application Load Balancer: use HTTP or HTTPS`;
  },
};

const onePort: Rule<InAccount> = {
  id: "listener-port-unique",
  says: "A load balancer has one listener on a port.",
  source: create,
  refuse(subject) {
    const { inputs } = subject.resource;
    const clash = others(subject, token.listener).find(
      ({ outputs }) => outputs.loadBalancerArn === inputs.loadBalancerArn && outputs.port === inputs.port,
    );
    return clash === undefined
      ? undefined
      : `DuplicateListener: a listener already exists on port ${inputs.port} for this load balancer (${clash.id}): ` +
          "use another port, or delete it before this one is made";
  },
};

const certificate: Rule<InAccount> = {
  id: "listener-certificate-issued",
  says: "An HTTPS listener has a certificate of this account and region that is issued; an HTTP listener has none.",
  source: create,
  refuse({ resource: { inputs }, account, place }) {
    const arn = str(inputs, "certificateArn");
    if (inputs.protocol !== "HTTPS") {
      return arn === undefined
        ? undefined
        : "InvalidConfigurationRequest: certificates cannot be specified for HTTP listeners: use HTTPS, or no certificate";
    }
    if (arn === undefined) {
      return "CertificateNotFound: a certificate must be specified for HTTPS listeners: give certificateArn";
    }
    if (isThereAlready(arn, account.world, place)) {
      return undefined;
    }
    const found = account.byArn(arn);
    if (found?.type !== token.certificate || found.outputs.region !== place.region) {
      return `CertificateNotFound: certificate '${arn}' not found in ${place.region}: request it there`;
    }
    return isIssued(found, account)
      ? undefined
      : `UnsupportedCertificate: the certificate '${arn}' is not issued yet (PENDING_VALIDATION): ` +
          "take certificateArn from aws.acm.CertificateValidation, which waits for it";
  },
};

/** Whether a certificate of this account and region is in the world, where all are issued. */
function isThereAlready(arn: string, { certificates }: World, { accountId, region }: Place): boolean {
  return arn.startsWith(`arn:aws:acm:${region}:${accountId}:`) && certificates.some((one) => one.arn === arn);
}

/** What a response header may be set to, where AWS says so. */
const headerValues: Readonly<Record<string, readonly string[]>> = {
  routingHttpResponseXContentTypeOptionsHeaderValue: ["nosniff"],
  routingHttpResponseXFrameOptionsHeaderValue: ["DENY", "SAMEORIGIN"],
};

const knownHeaders: Rule<Values> = {
  id: "listener-header-values",
  says: Object.entries(headerValues)
    .map(([input, allowed]) => `\`${input}\` is ${allowed.join(" or ")}`)
    .join("; ")
    .concat("."),
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html",
  refuse(values) {
    for (const [input, allowed] of Object.entries(headerValues)) {
      const value = str(values, input);
      if (value !== undefined && !allowed.includes(value)) {
        return `ValidationError: ${input} "${value}" is not supported: use ${allowed.join(" or ")}`;
      }
    }
    return undefined;
  },
};

/** A port of a load balancer and what happens to a request that no rule takes. */
export const listener: Model = {
  type: token.listener,
  defaults: { protocol: "HTTP", routingHttpResponseServerEnabled: true },
  checks: [knownProtocol, knownPolicy, knownHeaders, range("listener-port", "port", 1, 65_535, create)],
  identify: (inputs, seed) =>
    `${(str(inputs, "loadBalancerArn") ?? "").replace(":loadbalancer/", ":listener/")}/${seed.hex(16)}`,
  outputs: (inputs, id, _seed, place) => ({
    arn: id,
    region: regionOf(inputs, place),
    sslPolicy: str(inputs, "sslPolicy") ?? (inputs.protocol === "HTTPS" ? "ELBSecurityPolicy-2016-08" : ""),
  }),
  requires: [
    exists({
      id: "listener-load-balancer-exists",
      input: "loadBalancerArn",
      type: token.loadBalancer,
      noun: "load balancer",
      by: "arn",
      code: "LoadBalancerNotFound",
      source: create,
    }),
    onePort,
    certificate,
    ...senderRules({ word: "listener", actions: "defaultActions" }),
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "AWS deletes a listener together with its rules" },
  // The provider takes no header away that is no longer asked for.
  // https://github.com/hashicorp/terraform-provider-aws/issues/42513
  after(change, { resource, before, account }) {
    const stored = change === "updated" ? account.get(resource.type, resource.id) : undefined;
    if (stored && before) {
      const left = Object.entries(before.outputs).filter(
        ([key]) => key.startsWith("routingHttpResponse") && resource.inputs[key] === undefined,
      );
      account.put({ ...stored, outputs: { ...stored.outputs, ...Object.fromEntries(left) } });
    }
  },
};
