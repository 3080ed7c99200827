import assert from "node:assert/strict";
import type { Resource, Values } from "../../../sandbox/model.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { IP_SET, WEB_ACL, WEB_ACL_ASSOCIATION, WEB_ACL_LOGGING } from "../../../sandbox/models/web-acl-tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";
import { balanced } from "./fixtures.ts";

const watched = { cloudwatchMetricsEnabled: true, metricName: "shop", sampledRequestsEnabled: true };
const set = { name: "shop", scope: "REGIONAL", ipAddressVersion: "IPV4", addresses: ["192.0.2.0/24"] };
const acl = { name: "shop", scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig: watched };
const group = (name: string) => ({ managedRuleGroupStatement: { vendorName: "AWS", name } });
const common = { ...rule(1, group("AWSManagedRulesCommonRuleSet")), overrideAction: { none: {} } };

function rule(priority: number, statement: Values): Values {
  return { name: `rule-${priority}`, priority, statement, visibilityConfig: watched };
}

function rate(limit: number, evaluationWindowSec = 300): Values {
  const rateBasedStatement = { limit, evaluationWindowSec, aggregateKeyType: "IP" };
  return { ...rule(2, { rateBasedStatement }), action: { block: {} } };
}

const withRules = (...rules: readonly Values[]) => ({ rules });

describe("the sandbox's IP set", () => {
  breaks("ip-set-name-shape", "a name with a dot", { name: "shop.allow" }, "shop.allow");
  passes("ip-set-name-shape", "a name with a hyphen", { name: "shop-allow" });
  breaks("ip-set-regional", "the scope of CloudFront", { scope: "CLOUDFRONT" }, "not modelled");
  passes("ip-set-regional", "the scope of load balancers", { scope: "REGIONAL" });
  breaks("ip-set-addresses", "an address without a size", { ...set, addresses: ["192.0.2.1"] }, "192.0.2.1");
  breaks("ip-set-addresses", "everybody", { ...set, addresses: ["0.0.0.0/0"] }, "/1 to /32");
  breaks("ip-set-addresses", "one block twice", { ...set, addresses: ["192.0.2.0/24", "192.0.2.0/24"] }, "1 of them");
  passes("ip-set-addresses", "one address as a block", { ...set, addresses: ["192.0.2.1/32"] });
  const another = (name: string) => () => {
    const cloud = new Cloud();
    cloud.make(IP_SET, set);
    return cloud.creating(IP_SET, { ...set, name });
  };
  breaks("ip-set-name-unique", "the name of another", another("shop"), "WAFDuplicateItemException");
  passes("ip-set-name-unique", "a name of its own", another("other"));
  const deleting = (used: boolean) => () => {
    const cloud = new Cloud();
    const made = cloud.make(IP_SET, set);
    const listed = { ...rule(1, { ipSetReferenceStatement: { arn: made.outputs.arn } }), action: { allow: {} } };
    cloud.make(WEB_ACL, { ...acl, rules: used ? [listed] : [] });
    return cloud.deleting(made);
  };
  breaks("ip-set-not-in-use", "to be deleted under an ACL", deleting(true), "WAFAssociatedItemException");
  passes("ip-set-not-in-use", "to be deleted when no ACL names it", deleting(false));
});

describe("the sandbox's web ACL", () => {
  breaks("web-acl-name-shape", "a name with a slash", { name: "shop/acl" }, "shop/acl");
  passes("web-acl-name-shape", "a name with a hyphen", { name: "shop-acl" });
  breaks("web-acl-regional", "the scope of CloudFront", { scope: "CLOUDFRONT" }, "not modelled");
  passes("web-acl-regional", "the scope of load balancers", { scope: "REGIONAL" });
  breaks("web-acl-default-action", "two actions", { defaultAction: { allow: {}, block: {} } }, "allow and block");
  passes("web-acl-default-action", "one action", acl);
  breaks("web-acl-rule-identity", "a priority twice", withRules(common, { ...common, name: "x" }), "priority 1");
  breaks("web-acl-rule-identity", "a name twice", withRules(common, { ...common, priority: 9 }), "name rule-1");
  passes("web-acl-rule-identity", "two rules", withRules(common, rate(100)));
  breaks("web-acl-rule-action", "a group with an action", withRules({ ...common, action: { block: {} } }), "no action");
  breaks("web-acl-rule-action", "a rate without one", withRules({ ...rate(100), action: {} }), "exactly one action");
  passes("web-acl-rule-action", "a group that is counted", withRules({ ...common, overrideAction: { count: {} } }));
  breaks(
    "web-acl-rule-statement",
    "a statement it does not know",
    withRules(rule(1, { geoMatchStatement: {} })),
    "geo",
  );
  breaks("web-acl-rule-statement", "a group of nobody", withRules(rule(1, group("MyRules"))), "AWS/MyRules");
  passes("web-acl-rule-statement", "a group of AWS", withRules(common));
  breaks("web-acl-rate", "a rate under 10", withRules(rate(9)), "9 requests");
  breaks("web-acl-rate", "another time", withRules(rate(100, 30)), "30 seconds");
  passes("web-acl-rate", "a rate of 10", withRules(rate(10)));
  const many = Array.from({ length: 8 }, (_, n) => rule(n, group("AWSManagedRulesCommonRuleSet")));
  breaks("web-acl-capacity", "eight times the common rules", withRules(...many), "5600 capacity units");
  passes("web-acl-capacity", "the common rules", withRules(common));

  const made = (name: string, sets: readonly unknown[] = []) => {
    const cloud = new Cloud();
    cloud.make(WEB_ACL, acl);
    const rules = sets.map((arn, at) => rule(at, { ipSetReferenceStatement: { arn } }));
    return cloud.creating(WEB_ACL, { ...acl, name, rules });
  };
  breaks("web-acl-name-unique", "the name of another", () => made("shop"), "WAFDuplicateItemException");
  passes("web-acl-name-unique", "a name of its own", () => made("other"));
  breaks("web-acl-ip-sets-exist", "a set of nowhere", () => made("other", ["arn:x"]), "WAFNonexistentItemException");
  passes("web-acl-ip-sets-exist", "no set", () => made("other"));

  it("says how many capacity units its rules take, because more than 1,500 cost more", () => {
    const { outputs } = new Cloud().make(WEB_ACL, { ...acl, rules: [common, rate(100)] });
    assert.equal(outputs.capacity, 702);
    assert.match(String(outputs.arn), /^arn:aws:wafv2:eu-north-1:111111111111:regional\/webacl\/shop\/[0-9a-f-]{36}$/);
  });
});

describe("the sandbox's association of a web ACL", () => {
  const hung = () => {
    const { cloud, balancer } = balanced();
    const first = cloud.make(WEB_ACL, acl);
    const associated = (webAcl: Resource, resourceArn: unknown = balancer.outputs.arn) =>
      cloud.creating(WEB_ACL_ASSOCIATION, { webAclArn: webAcl.outputs.arn, resourceArn });
    return { cloud, balancer, first, associated };
  };
  const nowhere = { type: WEB_ACL, id: "", inputs: {}, outputs: { arn: "arn:x" } };
  const existing = "web-acl-association-acl-exists";
  breaks(existing, "an ACL of nowhere", () => hung().associated(nowhere), "WAFNonexistentItemException");
  const fine = () => {
    const { associated, first } = hung();
    return associated(first);
  };
  passes(existing, "an ACL of the account", fine);
  breaks(
    "web-acl-association-balancer-exists",
    "a load balancer of nowhere",
    () => {
      const { associated, first } = hung();
      return associated(first, "arn:x");
    },
    "WAFUnavailableEntityException",
  );
  passes("web-acl-association-balancer-exists", "a load balancer of the account", fine);
  breaks(
    "web-acl-association-once",
    "a second ACL on a load balancer",
    () => {
      const { cloud, associated, first } = hung();
      cloud.make(WEB_ACL_ASSOCIATION, associated(first).resource.inputs);
      return associated(cloud.make(WEB_ACL, { ...acl, name: "other" }));
    },
    "keep one association",
  );
  passes("web-acl-association-once", "the first ACL", fine);

  const deleting = (used: boolean) => () => {
    const { cloud, associated, first } = hung();
    if (used) cloud.make(WEB_ACL_ASSOCIATION, associated(first).resource.inputs);
    return cloud.deleting(first);
  };
  breaks("web-acl-not-associated", "that its ACL is deleted first", deleting(true), "WAFAssociatedItemException");
  passes("web-acl-not-associated", "that an ACL is deleted that protects nothing", deleting(false));
});

describe("the sandbox's log of a web ACL", () => {
  const logging = (more: Values, before: (cloud: Cloud, inputs: Values) => void = () => {}) => {
    const cloud = new Cloud();
    const { outputs } = cloud.make(WEB_ACL, acl);
    const log = cloud.make(token.logGroup, { name: "aws-waf-logs-shop" });
    const inputs = { resourceArn: outputs.arn, logDestinationConfigs: [log.outputs.arn] };
    before(cloud, inputs);
    return cloud.creating(WEB_ACL_LOGGING, { ...inputs, ...more });
  };
  const redacted = (field: Values) => ({ redactedFields: [field] });
  breaks("web-acl-logging-redaction", "a body", redacted({ body: {} }), "nothing");
  breaks("web-acl-logging-redaction", "two in one", redacted({ method: {}, uriPath: {} }), "method and uriPath");
  passes("web-acl-logging-redaction", "a header", redacted({ singleHeader: { name: "cookie" } }));
  breaks("web-acl-logging-filter", "another word", { loggingFilter: { defaultBehavior: "FORGET" } }, "FORGET");
  passes("web-acl-logging-filter", "to drop the rest", { loggingFilter: { defaultBehavior: "DROP" } });

  const fine = () => logging({});
  const nowhere = () => logging({ resourceArn: "arn:x" });
  breaks("web-acl-logging-acl-exists", "an ACL of nowhere", nowhere, "WAFNonexistentItemException");
  passes("web-acl-logging-acl-exists", "an ACL of the account", fine);
  const to = (name: string) => () =>
    logging({ logDestinationConfigs: [`arn:aws:logs:eu-north-1:111111111111:log-group:${name}`] });
  breaks("web-acl-logging-destination", "a group of another name", to("shop"), "aws-waf-logs-");
  passes("web-acl-logging-destination", "a group of the right name", fine);
  breaks("web-acl-logging-group-exists", "a group of nowhere", to("aws-waf-logs-x"), "PermissionIssue");
  passes("web-acl-logging-group-exists", "a group of the account", fine);
  breaks(
    "web-acl-logging-once",
    "a second log",
    () => logging(redacted({ method: {} }), (cloud, inputs) => cloud.make(WEB_ACL_LOGGING, inputs)),
    "keep one an ACL",
  );
  passes("web-acl-logging-once", "the first log", fine);
});
