import { listOf } from "../../inputs.ts";
import { listenerRuleTypes, listenerTypes, redirectsToHttps } from "../../load-balancing.ts";
import type { PolicyResource, Rule } from "../../rule.ts";

export const listenerEncrypted: Rule = {
  name: "listener-encrypted",
  demands: "A listener speaks HTTPS or TLS, or speaks HTTP only to send everybody to HTTPS.",
  why: "Passwords and cookies cross the internet where everybody on the way can read and change them.",
  sources: [{ control: "ELB.1" }, { control: "ELB.18" }],
  wayOut: 'Use protocol: "HTTPS" with a certificate, and on port 80 a redirect with protocol: "HTTPS" alone.',
  enforcement: "mandatory",
  types: [...listenerTypes, ...listenerRuleTypes],
  looksAround: true,
  check(resource) {
    const { type, inputs } = resource;
    if (listenerRuleTypes.includes(type)) {
      return resource.references("listenerArn").some(isPlain) && !redirects(inputs.actions)
        ? ["it answers on a listener that speaks HTTP"]
        : [];
    }
    return isPlain(resource) && !redirects(inputs.defaultActions)
      ? [`it speaks ${protocolOf(resource)} on port ${inputs.port}, and does not redirect to HTTPS`]
      : [];
  },
};

/** A listener without a port is one of a gateway load balancer, which passes packets on as they are. */
function isPlain(listener: PolicyResource): boolean {
  const isForClients = listenerTypes.includes(listener.type) && listener.inputs.port !== undefined;
  return isForClients && !["HTTPS", "TLS"].includes(protocolOf(listener));
}

function protocolOf({ inputs }: PolicyResource): string {
  return `${inputs.protocol ?? "HTTP"}`;
}

function redirects(actions: unknown): boolean {
  const listed = listOf(actions);
  return listed.length > 0 && listed.every(redirectsToHttps);
}
