import { listenerTypes } from "../../load-balancing.ts";
import type { Rule } from "../../rule.ts";

/** Only TLS 1.3, or 1.2 with the ciphers that keep yesterday's traffic closed when a key leaks. */
const recommended = /^ELBSecurityPolicy-TLS13-1-(3|2-Res)(-FIPS)?(-PQ)?-\d{4}-\d{2}$/;

export const listenerTlsPolicy: Rule = {
  name: "listener-tls-policy",
  demands: "A listener of HTTPS or TLS has a security policy that AWS recommends.",
  why: "Left out, it is one of 2016, which takes TLS 1.0 and ciphers that are broken.",
  sources: [{ control: "ELB.17" }],
  wayOut: 'Set sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09".',
  enforcement: "mandatory",
  types: listenerTypes,
  looksAround: false,
  check({ inputs }) {
    const { protocol, sslPolicy } = inputs;
    const isEncrypted = protocol === "HTTPS" || protocol === "TLS";
    return isEncrypted && !recommended.test(`${sslPolicy}`)
      ? [`sslPolicy is ${sslPolicy ?? "left out: ELBSecurityPolicy-2016-08"}`]
      : [];
  },
};
