import type { InAccount, Model, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape, range } from "./limits.ts";
import { looseGroups } from "./listener-rule.ts";
import { exists, inUse, regionOf, uniqueName } from "./references.ts";
import { token } from "./tokens.ts";
import { bool, num, object, str } from "./values.ts";

const create = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html";
const attributes = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html";

const timeoutBelowInterval: Rule<Values> = {
  id: "target-group-timeout-below-interval",
  says: "The timeout of a health check is shorter than its interval.",
  source: create,
  refuse(values) {
    const check = object(values, "healthCheck");
    const [timeout, interval] = [num(check, "timeout") ?? 5, num(check, "interval") ?? 30];
    return timeout < interval
      ? undefined
      : `ValidationError: health check timeout ${timeout} must be smaller than the interval ${interval}: ` +
          "raise the interval or lower the timeout";
  },
};

const checkedPath: Rule<Values> = {
  id: "target-group-health-path",
  says: "The path of a health check begins with `/` and has at most 1024 characters.",
  source: create,
  refuse(values) {
    const path = str(object(values, "healthCheck"), "path");
    return path === undefined || (path.startsWith("/") && path.length <= 1024)
      ? undefined
      : `ValidationError: health check path "${path}" must begin with a '/' character: write "/${path}"`;
  },
};

const matcher: Rule<Values> = {
  id: "target-group-health-codes",
  says: "The codes of a health check lie in 200 to 499, for gRPC in 0 to 99: one, a list or a range.",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html",
  refuse(values) {
    const codes = str(object(values, "healthCheck"), "matcher");
    const [min, max] = values.protocolVersion === "GRPC" ? [0, 99] : [200, 499];
    return codes === undefined ||
      (/^\d+([-,]\d+)*$/.test(codes) && codes.split(/[-,]/).every((code) => Number(code) >= min && Number(code) <= max))
      ? undefined
      : `ValidationError: health check matcher "${codes}" is not allowed: use codes from ${min} to ${max}, ` +
          `for example "${min}" or "${min}-${max}"`;
  },
};

const slowStart: Rule<Values> = {
  id: "target-group-slow-start",
  says: "`slowStart` is 0 or 30 to 900 seconds, and works with `round_robin` only.",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html",
  refuse(values) {
    const seconds = num(values, "slowStart") ?? 0;
    const algorithm = str(values, "loadBalancingAlgorithmType") ?? "round_robin";
    if (seconds !== 0 && (seconds < 30 || seconds > 900)) {
      return `ValidationError: slowStart ${seconds} is out of range: use 0 (off) or 30 to 900`;
    }
    return seconds === 0 || algorithm === "round_robin"
      ? undefined
      : `InvalidConfigurationRequest: slowStart does not work with ${algorithm}: use round_robin, or slowStart 0`;
  },
};

const kinds: Rule<Values> = {
  id: "target-group-kind",
  says: "The sandbox knows target groups of type `ip` and `instance` with HTTP or HTTPS.",
  source: create,
  refuse(values) {
    const wrong = Object.entries({
      targetType: ["ip", "instance"],
      protocol: ["HTTP", "HTTPS"],
      protocolVersion: ["HTTP1", "HTTP2", "GRPC"],
      loadBalancingAlgorithmType: ["round_robin", "least_outstanding_requests", "weighted_random"],
    }).find(([input, allowed]) => !allowed.includes(str(values, input) ?? allowed[0] ?? ""));
    return wrong === undefined
      ? undefined
      : `ValidationError: ${wrong[0]} "${values[wrong[0]]}" is not modelled: use ${wrong[1].join(", ")}, ` +
          "or add it to sandbox/models/target-group.ts";
  },
};

const complete: Rule<InAccount> = {
  id: "target-group-complete",
  says: "`port`, `protocol` and `vpcId` are given.",
  source: create,
  refuse({ resource: { inputs } }) {
    const missing = ["port", "protocol", "vpcId"].find((input) => inputs[input] === undefined);
    return missing === undefined ? undefined : `ValidationError: ${missing} must be specified: give it`;
  },
};

const stickyBehindRule: Rule<InAccount> = {
  id: "target-group-sticky-behind-rule",
  says: "A target group that shares a rule with others becomes sticky only when the rule has stickiness between them.",
  source: "https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2734",
  refuse({ resource, account }) {
    const rule = account
      .all(token.listenerRule)
      .find(({ outputs }) => looseGroups(outputs).includes(String(resource.outputs.arn)));
    return rule === undefined || bool(object(resource.inputs, "stickiness"), "enabled") !== true
      ? undefined
      : `InvalidConfigurationRequest: This target group appears behind a rule with group stickiness disabled (${rule.id}). ` +
          "You must enable group stickiness before enabling target stickiness: set forward.stickiness of the rule first";
  },
};

/** Where a load balancer sends requests to, and how it finds out who is healthy. */
export const targetGroup: Model = {
  type: token.targetGroup,
  autoname: { input: "name", max: 32 },
  defaults: {
    deregistrationDelay: 300,
    ipAddressType: "ipv4",
    lambdaMultiValueHeadersEnabled: false,
    loadBalancingAlgorithmType: "round_robin",
    loadBalancingAnomalyMitigation: "off",
    loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
    protocolVersion: "HTTP1",
    proxyProtocolV2: false,
    slowStart: 0,
    targetType: "instance",
  },
  checks: [
    nameShape({
      id: "target-group-name-shape",
      input: "name",
      max: 32,
      pattern: /^(?!-)[A-Za-z0-9-]+(?<!-)$/,
      allowed: "letters, digits and hyphens, no hyphen first or last",
      source: create,
    }),
    kinds,
    range("target-group-port", "port", 1, 65_535, create),
    range("target-group-health-interval", "healthCheck.interval", 5, 300, create),
    range("target-group-health-timeout", "healthCheck.timeout", 2, 120, create),
    range("target-group-healthy-threshold", "healthCheck.healthyThreshold", 2, 10, create),
    range("target-group-unhealthy-threshold", "healthCheck.unhealthyThreshold", 2, 10, create),
    timeoutBelowInterval,
    checkedPath,
    matcher,
    range("target-group-deregistration-delay", "deregistrationDelay", 0, 3600, attributes),
    slowStart,
  ],
  identify: (inputs, seed, place) =>
    arn(place, "elasticloadbalancing", `targetgroup/${str(inputs, "name") ?? ""}/${seed.hex(16)}`),
  outputs(inputs, id, _seed, place) {
    return {
      arn: id,
      arnSuffix: id.slice(id.indexOf("targetgroup/")),
      healthCheck: {
        enabled: true,
        healthyThreshold: 3,
        interval: 30,
        matcher: inputs.protocolVersion === "GRPC" ? "12" : "200",
        path: inputs.protocolVersion === "GRPC" ? "/AWS.ALB/healthcheck" : "/",
        port: "traffic-port",
        protocol: "HTTP",
        timeout: 5,
        unhealthyThreshold: 3,
        ...object(inputs, "healthCheck"),
      },
      loadBalancerArns: [],
      namePrefix: "",
      region: regionOf(inputs, place),
      stickiness: {
        cookieDuration: 86_400,
        cookieName: "",
        enabled: false,
        type: "lb_cookie",
        ...object(inputs, "stickiness"),
      },
    };
  },
  requires: [
    complete,
    stickyBehindRule,
    exists({
      id: "target-group-vpc-exists",
      input: "vpcId",
      type: token.vpc,
      noun: "VPC",
      code: "ValidationError",
      source: create,
    }),
    uniqueName({
      id: "target-group-name-unique",
      type: token.targetGroup,
      input: "name",
      noun: "target group",
      code: "DuplicateTargetGroupName",
      source: create,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "target-group-not-in-use",
      noun: "target group",
      by: "arn",
      code: "ResourceInUse",
      source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html",
      users: [
        { type: token.listener, at: "defaultActions.targetGroupArn" },
        { type: token.listener, at: "defaultActions.forward.targetGroups.arn" },
        { type: token.listenerRule, at: "actions.targetGroupArn" },
        { type: token.listenerRule, at: "actions.forward.targetGroups.arn" },
      ],
    }),
  ],
};
