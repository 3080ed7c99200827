import type { Rule } from "../rule.ts";
import { defaultSecurityGroupClosed } from "./network/default-security-group-closed.ts";
import { internetOnWebPortsOnly } from "./network/internet-on-web-ports-only.ts";
import { natBesideS3Endpoint } from "./network/nat-beside-s3-endpoint.ts";
import { securityGroupEgressScoped } from "./network/security-group-egress-scoped.ts";
import { subnetWithoutPublicAddresses } from "./network/subnet-without-public-addresses.ts";
import { vpcFlowLogs } from "./network/vpc-flow-logs.ts";
import { workloadNotOpenToInternet } from "./network/workload-not-open-to-internet.ts";

export const networkRules: readonly Rule[] = [
  defaultSecurityGroupClosed,
  internetOnWebPortsOnly,
  workloadNotOpenToInternet,
  securityGroupEgressScoped,
  subnetWithoutPublicAddresses,
  vpcFlowLogs,
  natBesideS3Endpoint,
];
