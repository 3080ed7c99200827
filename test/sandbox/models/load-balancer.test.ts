import assert from "node:assert/strict";
import { BUCKET, BUCKET_ENCRYPTION, BUCKET_POLICY, OBJECT } from "../../../sandbox/models/bucket-tokens.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { balanced, balancerInputs, foreignNetwork, publicNetwork, targetGroupInputs } from "./fixtures.ts";

describe("the sandbox's load balancer", () => {
  breaks("load-balancer-name-shape", "a name of 33 characters", { name: "a".repeat(33) }, "33 characters");
  breaks("load-balancer-name-shape", "a hyphen at the end", { name: "shop-" }, "letters");
  passes("load-balancer-name-shape", "a name of 32 characters", { name: "a".repeat(32) });
  breaks("load-balancer-name-not-internal", "a beginning that AWS keeps", { name: "internal-shop" }, "internal-");
  passes("load-balancer-name-not-internal", "another beginning", { name: "shop-internal" });
  breaks("load-balancer-application", "a type that it does not know", { loadBalancerType: "network" }, "application");
  passes("load-balancer-application", "the type application", { loadBalancerType: "application" });
  breaks("load-balancer-idle-timeout", "an idle timeout over 4000 seconds", { idleTimeout: 4001 }, "1 to 4000");
  passes("load-balancer-idle-timeout", "an idle timeout of 4000 seconds", { idleTimeout: 4000 });
  breaks("load-balancer-keep-alive", "a keep-alive under a minute", { clientKeepAlive: 59 }, "60 to 604800");
  passes("load-balancer-keep-alive", "a keep-alive of a minute", { clientKeepAlive: 60 });

  const balancer = (more: object) => () => {
    const network = publicNetwork();
    const edge = network.cloud.make(token.securityGroup, { vpcId: network.vpc.id, name: "edge" });
    const inputs = balancerInputs(network, { securityGroups: [edge.id], ...more });
    return network.cloud.creating(token.loadBalancer, inputs);
  };
  breaks("load-balancer-subnets-exist", "a subnet of nowhere", balancer({ subnets: ["subnet-0"] }), "SubnetNotFound");
  passes("load-balancer-subnets-exist", "subnets of the account", balancer({}));
  breaks(
    "load-balancer-groups-exist",
    "a group of nowhere",
    balancer({ securityGroups: ["sg-0"] }),
    "InvalidSecurityGroup",
  );
  passes("load-balancer-groups-exist", "a group of the account", balancer({}));
  breaks(
    "load-balancer-name-unique",
    "a name that another one has, as when a fixed name is replaced",
    () => {
      const network = balanced();
      return network.cloud.creating(token.loadBalancer, balancerInputs(network));
    },
    "DuplicateLoadBalancerName",
  );
  passes("load-balancer-name-unique", "its own name on an update", () => {
    const { cloud, balancer: before } = balanced();
    return cloud.updating(before, { idleTimeout: 120 });
  });
  breaks(
    "load-balancer-two-zones",
    "one zone",
    () => {
      const { cloud, subnets } = publicNetwork();
      return cloud.creating(token.loadBalancer, { subnets: [subnets[0].id] });
    },
    "two different Availability Zones",
  );
  breaks(
    "load-balancer-two-zones",
    "two subnets in one of its zones",
    () => {
      const { cloud, subnets, vpc } = publicNetwork();
      const inputs = { vpcId: vpc.id, cidrBlock: "10.0.2.0/24", availabilityZone: "eu-north-1a" };
      const second = cloud.make(token.subnet, inputs);
      return cloud.creating(token.loadBalancer, { subnets: [...subnets, second].map(({ id }) => id) });
    },
    "multiple subnets",
  );
  passes("load-balancer-two-zones", "a subnet in each of two zones", balancer({}));
  breaks(
    "load-balancer-same-vpc",
    "a subnet of another VPC",
    () => {
      const { cloud, subnets } = publicNetwork();
      const { subnet } = foreignNetwork(cloud);
      return cloud.creating(token.loadBalancer, { subnets: [subnets[0].id, subnet.id] });
    },
    "one VPC",
  );
  passes("load-balancer-same-vpc", "subnets and groups of one VPC", balancer({}));
  breaks(
    "load-balancer-subnet-size",
    "a subnet with 16 addresses",
    () => {
      const { cloud, subnets, vpc } = publicNetwork();
      const small = cloud.make(token.subnet, { vpcId: vpc.id, cidrBlock: "10.0.2.0/28" });
      return cloud.creating(token.loadBalancer, { subnets: [subnets[0].id, small.id] });
    },
    "/27",
  );
  passes("load-balancer-subnet-size", "subnets of 256 addresses", balancer({}));
  breaks(
    "load-balancer-internet-gateway",
    "to face an internet that its VPC does not reach",
    () => {
      const network = publicNetwork();
      network.cloud.account.remove(network.gateway.type, network.gateway.id);
      return network.cloud.creating(token.loadBalancer, balancerInputs(network));
    },
    "no internet gateway",
  );
  passes("load-balancer-internet-gateway", "a VPC with an internet gateway", balancer({}));

  const guarded = (enableDeletionProtection: boolean) => () => {
    const network = publicNetwork();
    const inputs = balancerInputs(network, { enableDeletionProtection });
    return network.cloud.deleting(network.cloud.make(token.loadBalancer, inputs));
  };
  breaks("load-balancer-deletion-protection", "to be deleted under protection", guarded(true), "OperationNotPermitted");
  passes("load-balancer-deletion-protection", "to be deleted without protection", guarded(false));

  /** A load balancer that logs to a bucket with this policy and encryption. */
  const logged = (more: { Resource?: string; sseAlgorithm?: string; region?: string; enabled?: boolean }) => {
    const network = publicNetwork();
    const { cloud } = network;
    const bucket = "shop-logs";
    cloud.make(BUCKET, { bucket, ...(more.region && { region: more.region }) });
    const {
      Resource = `arn:aws:s3:::${bucket}/AWSLogs/111111111111/*`,
      sseAlgorithm = "AES256",
      enabled = true,
    } = more;
    const rules = [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }];
    cloud.given(BUCKET_ENCRYPTION, { bucket, rules });
    const Principal = { Service: "logdelivery.elasticloadbalancing.amazonaws.com" };
    const statement = { Effect: "Allow", Principal, Action: "s3:PutObject", Resource };
    cloud.given(BUCKET_POLICY, { bucket, policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) });
    return { cloud, inputs: balancerInputs(network, { accessLogs: { bucket, enabled } }) };
  };
  const logging = (more: Parameters<typeof logged>[0]) => () => {
    const { cloud, inputs } = logged(more);
    return cloud.creating(token.loadBalancer, inputs);
  };
  const logs = "load-balancer-log-bucket";
  const elsewhere = "arn:aws:s3:::shop-logs/AWSLogs/222222222222/*";
  breaks(logs, "a bucket that lets another account log", logging({ Resource: elsewhere }), "Access Denied for bucket");
  breaks(logs, "a bucket with a key of KMS", logging({ sseAlgorithm: "aws:kms" }), "AES256");
  breaks(logs, "a bucket of another region", logging({ region: "eu-west-1" }), "it is in eu-west-1");
  passes(logs, "a bucket that lets the log delivery in", logging({}));
  passes(logs, "no bucket when nothing is logged", logging({ enabled: false, region: "eu-west-1" }));

  it("writes a file to its log bucket at once, which is then no longer empty", () => {
    const { cloud, inputs } = logged({});
    cloud.make(token.loadBalancer, inputs);
    assert.deepEqual(
      cloud.account.all(OBJECT).map(({ id }) => id),
      ["shop-logs/AWSLogs/111111111111/ELBAccessLogTestFile"],
    );
  });

  it("has the ARN, its end for CloudWatch, the name and the zone that AWS gives", () => {
    const { balancer, vpc } = balanced();
    const { arn, arnSuffix, dnsName, zoneId, vpcId } = balancer.outputs;
    assert.match(
      String(arn),
      /^arn:aws:elasticloadbalancing:eu-north-1:111111111111:loadbalancer\/app\/shop\/[0-9a-f]{16}$/,
    );
    assert.equal(arnSuffix, String(arn).split("loadbalancer/")[1]);
    assert.match(String(dnsName), /^shop-\d+\.eu-north-1\.elb\.amazonaws\.com$/);
    assert.equal(zoneId, "Z23TAZ6LKFMNIO");
    assert.equal(vpcId, vpc.id);
  });
});

describe("the sandbox's target group", () => {
  const check = (healthCheck: object) => ({ healthCheck });
  breaks("target-group-name-shape", "a name of 33 characters", { name: "a".repeat(33) }, "33 characters");
  passes("target-group-name-shape", "a name of 32 characters", { name: "a".repeat(32) });
  breaks("target-group-kind", "a protocol that it does not know", { protocol: "TCP" }, "HTTP, HTTPS");
  passes("target-group-kind", "HTTP to addresses", { protocol: "HTTP", targetType: "ip" });
  breaks("target-group-port", "port 0", { port: 0 }, "1 to 65535");
  passes("target-group-port", "port 8080", { port: 8080 });
  breaks("target-group-health-interval", "checks every 4 seconds", check({ interval: 4 }), "5 to 300");
  passes("target-group-health-interval", "checks every 5 seconds", check({ interval: 5 }));
  breaks("target-group-health-timeout", "a timeout of a second", check({ timeout: 1 }), "2 to 120");
  passes("target-group-health-timeout", "a timeout of two seconds", check({ timeout: 2 }));
  breaks("target-group-healthy-threshold", "health after one check", check({ healthyThreshold: 1 }), "2 to 10");
  passes("target-group-healthy-threshold", "health after two checks", check({ healthyThreshold: 2 }));
  breaks("target-group-unhealthy-threshold", "11 failed checks", check({ unhealthyThreshold: 11 }), "2 to 10");
  passes("target-group-unhealthy-threshold", "10 failed checks", check({ unhealthyThreshold: 10 }));
  breaks(
    "target-group-timeout-below-interval",
    "a timeout as long as the interval",
    check({ timeout: 10, interval: 10 }),
    "smaller than the interval",
  );
  passes("target-group-timeout-below-interval", "a shorter timeout", check({ timeout: 9, interval: 10 }));
  breaks("target-group-health-path", "a path without slash", check({ path: "health" }), '"/health"');
  passes("target-group-health-path", "a path with slash", check({ path: "/health" }));
  breaks("target-group-health-codes", "a code that no web server gives", check({ matcher: "200-599" }), "200 to 499");
  passes("target-group-health-codes", "codes of gRPC", { protocolVersion: "GRPC", ...check({ matcher: "0" }) });
  breaks("target-group-deregistration-delay", "more than an hour", { deregistrationDelay: 3601 }, "0 to 3600");
  passes("target-group-deregistration-delay", "an hour", { deregistrationDelay: 3600 });
  breaks("target-group-slow-start", "29 seconds", { slowStart: 29 }, "30 to 900");
  breaks(
    "target-group-slow-start",
    "a slow start that the algorithm lacks",
    { slowStart: 30, loadBalancingAlgorithmType: "least_outstanding_requests" },
    "round_robin",
  );
  passes("target-group-slow-start", "30 seconds", { slowStart: 30 });

  const group = (more: object) => () => {
    const { cloud, vpc } = balanced();
    return cloud.creating(token.targetGroup, { ...targetGroupInputs(vpc.id, "web"), ...more });
  };
  breaks("target-group-complete", "no port", group({ port: undefined }), "port must be specified");
  passes("target-group-complete", "port, protocol and VPC", group({}));
  breaks("target-group-vpc-exists", "a VPC of nowhere", group({ vpcId: "vpc-0" }), "vpc-0");
  passes("target-group-vpc-exists", "a VPC of the account", group({}));
  breaks("target-group-name-unique", "a name that another one has", group({ name: "api" }), "DuplicateTargetGroupName");
  passes("target-group-name-unique", "a name of its own", group({}));

  const used = (action: (arn: unknown) => object) => () => {
    const { cloud, balancer, group: target } = balanced();
    const defaultActions = [action(target.outputs.arn)];
    const inputs = { loadBalancerArn: balancer.outputs.arn, port: 80, defaultActions };
    cloud.given(token.listener, inputs);
    return cloud.deleting(target);
  };
  breaks(
    "target-group-not-in-use",
    "to be deleted under a listener",
    used((targetGroupArn) => ({ type: "forward", targetGroupArn })),
    "ResourceInUse",
  );
  breaks(
    "target-group-not-in-use",
    "to be deleted under a weighted listener",
    used((arn) => ({ type: "forward", forward: { targetGroups: [{ arn, weight: 0 }] } })),
    "ResourceInUse",
  );
  passes(
    "target-group-not-in-use",
    "to be deleted when no listener sends to it",
    used(() => ({ type: "redirect" })),
  );
});
