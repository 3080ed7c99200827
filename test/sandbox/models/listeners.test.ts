import assert from "node:assert/strict";
import type { Resource } from "../../../sandbox/model.ts";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";
import {
  balancerInputs,
  foreignNetwork,
  listenerInputs,
  listening,
  notFound,
  publicNetwork,
  targetGroupInputs,
  validationInputs,
  zone,
} from "./fixtures.ts";

const forward = (group: Resource) => ({ type: "forward", targetGroupArn: group.outputs.arn });
const weighted = (arn: unknown, weight = 1) => ({ type: "forward", forward: { targetGroups: [{ arn, weight }] } });

/** Makes what a listener or rule of the first load balancer is asked for, with these actions. */
type Make = (all: ReturnType<typeof listening>, actions: readonly object[]) => ReturnType<Cloud["creating"]>;

const makers: Readonly<Record<"listener" | "listener-rule", Make>> = {
  listener: ({ cloud, balancer }, defaultActions) =>
    cloud.creating(token.listener, listenerInputs(balancer, { port: 8080, defaultActions })),
  "listener-rule": ({ cloud, listener }, actions) =>
    cloud.creating(token.listenerRule, { listenerArn: listener.outputs.arn, priority: 1, actions }),
};

for (const word of ["listener", "listener-rule"] as const) {
  describe(`what the sandbox's ${word.replace("-", " ")} sends to`, () => {
    const id = (rest: string) => `${word}-${rest}`;
    const sends = (actions: (all: ReturnType<typeof listening>) => readonly object[]) => () => {
      const all = listening();
      return makers[word](all, actions(all));
    };
    const toGroup = sends(({ group }) => [forward(group)]);

    breaks(
      id("action-shape"),
      "two endings",
      sends(() => [notFound, notFound]),
      "exactly one",
    );
    breaks(
      id("action-shape"),
      "an ending that is not last",
      sends(() => [notFound, { type: "x" }]),
      "as the last",
    );
    breaks(
      id("action-shape"),
      "a redirect to nowhere",
      sends(() => [{ type: "redirect" }]),
      "redirect is missing",
    );
    breaks(
      id("action-shape"),
      "an answer without content",
      sends(() => [{ type: "fixed-response" }]),
      "contentType",
    );
    const answer = (more: object) => [{ ...notFound, fixedResponse: { ...notFound.fixedResponse, ...more } }];
    breaks(
      id("action-shape"),
      "an answer of 1025 characters",
      sends(() => answer({ messageBody: "x".repeat(1025) })),
      "1025 characters",
    );
    breaks(
      id("action-shape"),
      "an answer that sends elsewhere",
      sends(() => answer({ statusCode: "301" })),
      '"301"',
    );
    passes(
      id("action-shape"),
      "an answer of 1024 characters",
      sends(() => answer({ messageBody: "x".repeat(1024), statusCode: "503" })),
    );
    breaks(
      id("action-shape"),
      "a forward to nothing",
      sends(() => [{ type: "forward" }]),
      "0 target groups",
    );
    breaks(
      id("action-shape"),
      "a weight over 999",
      sends(({ group }) => [weighted(group.outputs.arn, 1000)]),
      "0 to 999",
    );
    passes(id("action-shape"), "one forward", toGroup);
    const nowhere = "arn:aws:elasticloadbalancing:eu-north-1:111111111111:targetgroup/x/0";
    breaks(
      id("target-group-exists"),
      "a target group of nowhere",
      sends(() => [{ type: "forward", targetGroupArn: nowhere }]),
      "TargetGroupNotFound",
    );
    passes(id("target-group-exists"), "a target group of the account", toGroup);
    breaks(
      id("target-groups-exist"),
      "a weighted target group of nowhere",
      sends(() => [weighted(nowhere)]),
      "TargetGroupNotFound",
    );
    passes(
      id("target-groups-exist"),
      "a weighted target group of the account",
      sends(({ group }) => [weighted(group.outputs.arn)]),
    );
    breaks(
      id("target-group-same-vpc"),
      "a target group of another VPC",
      sends(({ cloud }) => [
        forward(cloud.make(token.targetGroup, targetGroupInputs(foreignNetwork(cloud).vpc.id, "far"))),
      ]),
      "same VPC",
    );
    passes(id("target-group-same-vpc"), "a target group of the VPC", toGroup);
    breaks(
      id("target-group-one-balancer"),
      "a target group of another load balancer",
      () => {
        const all = listening();
        const second = all.cloud.make(token.loadBalancer, balancerInputs(all, { name: "second" }));
        all.cloud.make(token.listener, listenerInputs(second, { defaultActions: [forward(all.group)] }));
        return makers[word](all, [forward(all.group)]);
      },
      "TargetGroupAssociationLimit",
    );
    passes(id("target-group-one-balancer"), "a target group of its own load balancer", toGroup);

    const crowded = (count: number) => () => {
      const all = listening();
      for (let n = 0; n < count; n += 1) {
        const group = all.cloud.given(token.targetGroup, targetGroupInputs(all.vpc.id, `group-${n}`));
        const actions = [forward(group)];
        all.cloud.given(token.listenerRule, { listenerArn: all.listener.outputs.arn, priority: n + 100, actions });
      }
      return makers[word](all, [forward(all.group)]);
    };
    breaks(id("target-group-quota"), "the 101st target group", crowded(100), "101 target groups");
    passes(id("target-group-quota"), "the 100th target group", crowded(99));
  });
}

describe("the sandbox's listener", () => {
  breaks("listener-protocol", "a protocol of other load balancers", { protocol: "TLS" }, "HTTP or HTTPS");
  passes("listener-protocol", "HTTPS", { protocol: "HTTPS" });
  breaks("listener-ssl-policy", "a policy that AWS does not have", { sslPolicy: "modern" }, "SSLPolicyNotFound");
  passes("listener-ssl-policy", "AWS's recommendation", { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" });
  breaks("listener-port", "port 65536", { port: 65_536 }, "1 to 65535");
  passes("listener-port", "port 443", { port: 443 });

  const listener = (more: object) => () => {
    const { cloud, balancer } = listening();
    return cloud.creating(token.listener, listenerInputs(balancer, { port: 8080, ...more }));
  };
  breaks(
    "listener-load-balancer-exists",
    "one of nowhere",
    listener({ loadBalancerArn: "arn:x" }),
    "LoadBalancerNotFound",
  );
  passes("listener-load-balancer-exists", "one of the account", listener({}));
  breaks("listener-port-unique", "a port that is taken", listener({ port: 80 }), "DuplicateListener");
  passes("listener-port-unique", "a free port", listener({}));

  /** A load balancer beside a certificate, with or without its record. */
  const secured =
    (validated: boolean, more: object = {}) =>
    () => {
      const network = publicNetwork(new Cloud({ zones: [zone] }));
      const { cloud } = network;
      const balancer = cloud.make(token.loadBalancer, balancerInputs(network));
      const certificate = cloud.make(token.certificate, { domainName: "app.example.com", validationMethod: "DNS" });
      if (validated) {
        cloud.make(token.record, validationInputs(certificate));
      }
      const https = { port: 443, protocol: "HTTPS", certificateArn: certificate.outputs.arn, ...more };
      return cloud.creating(token.listener, listenerInputs(balancer, https));
    };
  const issued = "listener-certificate-issued";
  breaks(issued, "a certificate that still waits for its record", secured(false), "UnsupportedCertificate");
  breaks(issued, "HTTPS without a certificate", secured(true, { certificateArn: undefined }), "must be specified");
  breaks(issued, "HTTP with a certificate", secured(true, { protocol: "HTTP" }), "cannot be specified");
  breaks(issued, "a certificate of nowhere", secured(true, { certificateArn: "arn:x" }), "CertificateNotFound");
  passes(issued, "a certificate that is issued", secured(true));
  const given = (arn: string) => () => {
    const network = publicNetwork(new Cloud({ certificates: [{ arn }] }));
    const balancer = network.cloud.make(token.loadBalancer, balancerInputs(network));
    const https = { port: 443, protocol: "HTTPS", certificateArn: arn };
    return network.cloud.creating(token.listener, listenerInputs(balancer, https));
  };
  const here = "arn:aws:acm:eu-north-1:111111111111:certificate/0";
  passes(issued, "a certificate that the world has", given(here));
  breaks(issued, "one of another region", given(here.replace("eu-north-1", "us-east-1")), "CertificateNotFound");
  breaks(issued, "one of another account", given(here.replace("111111111111", "222222222222")), "CertificateNotFound");

  const frame = "routingHttpResponseXFrameOptionsHeaderValue";
  breaks("listener-header-values", "a frame policy that browsers do not know", { [frame]: "ALLOWALL" }, "DENY or SAME");
  passes("listener-header-values", "a frame policy", { [frame]: "DENY" });

  it("keeps a header that is no longer asked for, as the provider leaves it there", () => {
    const { cloud, balancer } = listening();
    const inputs = listenerInputs(balancer, { port: 8080, [frame]: "DENY" });
    const before = cloud.make(token.listener, inputs);
    const { [frame]: _, ...without } = inputs;
    const resource = { ...before, inputs: without, outputs: { ...before.outputs, [frame]: undefined } };
    cloud.account.put(resource);
    modelOf(token.listener)?.after?.("updated", { resource, before, account: cloud.account, place: cloud.place });
    assert.equal(cloud.account.get(token.listener, before.id)?.outputs[frame], "DENY");
  });

  it("hangs below its load balancer by its ARN", () => {
    const { balancer, listener: made } = listening();
    const below = String(balancer.outputs.arn).replace(":loadbalancer/", ":listener/");
    assert.match(made.id.replace(below, ""), /^\/[0-9a-f]{16}$/);
  });
});

describe("stickiness of target groups that share a rule in the sandbox", () => {
  const sticky = { type: "lb_cookie", enabled: true };
  /** A rule that forwards to two groups, the first of which is sticky or not, with stickiness between them or not. */
  const shared = (own: boolean, between: boolean) => {
    const all = listening();
    const make = (name: string, more: object) =>
      all.cloud.make(token.targetGroup, { ...targetGroupInputs(all.vpc.id, name), ...more });
    const first = make("first", own ? { stickiness: sticky } : {});
    const targetGroups = [first, make("second", {})].map(({ outputs }, at) => ({ arn: outputs.arn, weight: 1 - at }));
    const forward = { targetGroups, ...(between && { stickiness: { enabled: true, duration: 60 } }) };
    const rule = { listenerArn: all.listener.outputs.arn, priority: 1, actions: [{ type: "forward", forward }] };
    return { all, first, rule };
  };
  const making = (own: boolean, between: boolean) => () => {
    const { all, rule } = shared(own, between);
    return all.cloud.creating(token.listenerRule, rule);
  };
  const between = "listener-rule-group-stickiness";
  breaks(between, "a sticky group beside another, and nothing between them", making(true, false), "set forward.sticki");
  passes(between, "a sticky group with stickiness between the groups", making(true, true));
  passes(between, "two groups that are not sticky", making(false, false));

  const becoming = (stickyRule: boolean) => () => {
    const { all, first, rule } = shared(false, stickyRule);
    all.cloud.make(token.listenerRule, rule);
    return all.cloud.updating(first, { stickiness: sticky });
  };
  const behind = "target-group-sticky-behind-rule";
  breaks(behind, "to become sticky behind a rule that is not", becoming(false), "group stickiness disabled");
  passes(behind, "to become sticky behind a rule that is", becoming(true));
});

describe("the sandbox's listener rule", () => {
  const paths = (...values: string[]) => ({ conditions: [{ pathPattern: { values } }] });
  breaks("listener-rule-priority", "priority 50001", { priority: 50_001 }, "1 to 50000");
  passes("listener-rule-priority", "priority 50000", { priority: 50_000 });
  const six = paths("/1", "/2", "/3", "/4", "/5", "/6");
  breaks("listener-rule-condition-values", "six values", six, "6 values");
  breaks("listener-rule-condition-values", "six wildcards", paths("/*/*/*/*/*/*"), "6 wildcards");
  breaks("listener-rule-condition-values", "a value of 129 characters", paths("/".repeat(129)), "129 characters");
  passes("listener-rule-condition-values", "five values", paths("/1", "/2", "/3", "/4", "/5"));
  const twice = { conditions: [...paths("/a").conditions, ...paths("/b").conditions] };
  breaks("listener-rule-condition-kinds", "two conditions on the path", twice, "given twice");
  breaks("listener-rule-condition-kinds", "a condition on nothing", { conditions: [{}] }, "0 kinds");
  passes("listener-rule-condition-kinds", "host and path", {
    conditions: [{ hostHeader: { values: ["app.example.com"] } }, ...paths("/api/*").conditions],
  });

  const rule =
    (more: object, others = 1) =>
    () => {
      const { cloud, listener } = listening();
      const inputs = { listenerArn: listener.outputs.arn, actions: [notFound], ...paths("/api") };
      for (let priority = 1; priority <= others; priority += 1) {
        cloud.given(token.listenerRule, { ...inputs, priority });
      }
      return cloud.creating(token.listenerRule, { ...inputs, priority: 1000, ...more });
    };
  breaks("listener-rule-listener-exists", "a listener of nowhere", rule({ listenerArn: "arn:x" }), "ListenerNotFound");
  passes("listener-rule-listener-exists", "a listener of the account", rule({}));
  breaks("listener-rule-priority-given", "no priority", rule({ priority: undefined }), "priority is missing");
  passes("listener-rule-priority-given", "a priority", rule({}));
  breaks("listener-rule-priority-unique", "a priority that is taken", rule({ priority: 1 }), "PriorityInUse");
  passes("listener-rule-priority-unique", "a free priority", rule({}));
  breaks("listener-rule-quota", "the 101st rule", rule({}, 100), "TooManyRules");
  passes("listener-rule-quota", "the 100th rule", rule({}, 99));

  it("hangs below its listener by its ARN", () => {
    const { cloud, listener, group } = listening();
    const made = cloud.make(token.listenerRule, {
      listenerArn: listener.outputs.arn,
      priority: 1,
      actions: [forward(group)],
      ...paths("/api"),
    });
    const below = listener.id.replace(":listener/", ":listener-rule/");
    assert.match(made.id.replace(below, ""), /^\/[0-9a-f]{16}$/);
  });
});
