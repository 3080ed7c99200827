import { isOn } from "../../inputs.ts";
import { isApplication, loadBalancerTypes } from "../../load-balancing.ts";
import type { Rule } from "../../rule.ts";

export const webAclOnLoadBalancer: Rule = {
  name: "web-acl-on-load-balancer",
  demands: "A load balancer on the internet has a web application firewall in front.",
  why: "Scanners, floods from one address and known exploits reach the app itself.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16",
      says: "ELB.16: application load balancers should be associated with a web ACL of AWS WAF.",
    },
  ],
  wayOut: "Add an aws.wafv2.WebAclAssociation; a web ACL that only counts is a start.",
  enforcement: "advisory",
  types: loadBalancerTypes,
  looksAround: true,
  check(resource, everything) {
    const isReached = isApplication(resource) && !isOn(resource.inputs.internal);
    const association = "aws:wafv2/webAclAssociation:WebAclAssociation";
    return isReached && everything.referring(association, "resourceArn", resource).length === 0
      ? ["no web ACL is in front of it"]
      : [];
  },
};
