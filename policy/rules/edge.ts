import type { Rule } from "../rule.ts";
import { certificateKeyStrength } from "./edge/certificate-key-strength.ts";
import { certificateRenewed } from "./edge/certificate-renewed.ts";
import { healthCheckOverTls } from "./edge/health-check-over-tls.ts";
import { listenerEncrypted } from "./edge/listener-encrypted.ts";
import { listenerTlsPolicy } from "./edge/listener-tls-policy.ts";
import { loadBalancerAccessLogs } from "./edge/load-balancer-access-logs.ts";
import { loadBalancerDeletionProtection } from "./edge/load-balancer-deletion-protection.ts";
import { loadBalancerDesyncMitigation } from "./edge/load-balancer-desync-mitigation.ts";
import { loadBalancerDropsInvalidHeaders } from "./edge/load-balancer-drops-invalid-headers.ts";
import { loadBalancerSpansZones } from "./edge/load-balancer-spans-zones.ts";
import { webAclHasRules } from "./edge/web-acl-has-rules.ts";
import { webAclLogRedacted } from "./edge/web-acl-log-redacted.ts";
import { webAclLogged } from "./edge/web-acl-logged.ts";
import { webAclMeasured } from "./edge/web-acl-measured.ts";
import { webAclOnLoadBalancer } from "./edge/web-acl-on-load-balancer.ts";

export const edgeRules: readonly Rule[] = [
  listenerEncrypted,
  listenerTlsPolicy,
  loadBalancerDeletionProtection,
  loadBalancerDropsInvalidHeaders,
  loadBalancerDesyncMitigation,
  loadBalancerAccessLogs,
  loadBalancerSpansZones,
  webAclOnLoadBalancer,
  webAclHasRules,
  webAclMeasured,
  webAclLogged,
  webAclLogRedacted,
  certificateRenewed,
  certificateKeyStrength,
  healthCheckOverTls,
];
