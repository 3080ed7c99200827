import assert from "node:assert/strict";
import { warnings } from "./minimal.ts";
import { refuses } from "./refuses.ts";

describe("a closed path", () => {
  refuses([
    [
      "is a path of every host, as the load balancer takes it",
      { "environment.edge": { closed: ["/docs*", "docs", "/a b", "/*", "*", "/docs*"] } },
      [
        'slipway:environment.edge.closed[5] "/docs*": is there twice: remove it',
        'slipway:environment.edge.closed[1] "docs": is no path: begin it with /, since a closed path is closed on every host',
        'slipway:environment.edge.closed[2] "/a b": has a path with other characters than the load balancer takes: use letters, digits and _ - . $ / ~ " \' @ : + & * ?',
        'slipway:environment.edge.closed[3] "/*": closes everything: use edge.maintenance: {because: …}, which says so to visitors',
        'slipway:environment.edge.closed[4] "*": is no path: begin it with /, since a closed path is closed on every host',
      ],
    ],
  ]);
});

describe("a response header", () => {
  refuses([
    [
      "that asks for HTTPS does not go with plain HTTP",
      {
        "environment.domain": undefined,
        "environment.edge": { insecureHttp: { because: "the domain is not ours yet" }, headers: { hstsSeconds: 60 } },
      },
      [
        "slipway:environment.edge.headers.hstsSeconds 60: browsers heed it over HTTPS only, and edge.insecureHttp serves plain HTTP: remove it, or add environment.domain instead of edge.insecureHttp",
      ],
    ],
    [
      "is one line, since a line break would begin another header",
      { "environment.edge.headers": { contentSecurityPolicy: "default-src 'self'\nx: y", frameOptions: "ALLOW" } },
      [
        'slipway:environment.edge.headers.frameOptions "ALLOW": unknown value: use one of DENY, SAMEORIGIN, none',
        `slipway:environment.edge.headers.contentSecurityPolicy "default-src 'self'\\nx: y": is no value of a header: write it on one line, in ASCII`,
      ],
    ],
  ]);
});

describe("the firewall of a place", () => {
  refuses([
    [
      "takes blocks of addresses, not everybody",
      { "environment.edge.waf": { mode: "count", allow: ["0.0.0.0/0", "10.0.1.0/16"], deny: ["192.0.2.44/32"] } },
      [
        'slipway:environment.edge.waf.allow[0] "0.0.0.0/0": is everybody: AWS WAF takes blocks from /1 to /32',
        'slipway:environment.edge.waf.allow[1]: "10.0.1.0/16" has bits set after its prefix: write 10.0.0.0/16',
        'slipway:environment.edge.waf.deny[0] "192.0.2.44/32": is inside 0.0.0.0/0 of waf.allow, which comes first, so it would never be blocked: remove it, or make waf.allow narrower',
      ],
    ],
    [
      "lets some addresses through out of a block that is denied",
      { "environment.edge.waf": { mode: "block", allow: ["192.0.2.44/32"], deny: ["192.0.2.0/24"] } },
      [],
    ],
    [
      "counts requests of five minutes, ten at least, as AWS WAF does",
      { "environment.edge.waf": { mode: "on", requestsPerFiveMinutes: 5 } },
      [
        'slipway:environment.edge.waf.mode "on": unknown value: use one of none, count, block',
        "slipway:environment.edge.waf.requestsPerFiveMinutes 5: is out of range: use a whole number from 10 to 2000000000",
      ],
    ],
  ]);

  refuses([
    [
      "is a word or keys",
      { "environment.edge.waf": "cuont" },
      [
        'slipway:environment.edge.waf "cuont": unknown value: use one of none, count, block (did you mean "count"?), or write keys below it',
      ],
    ],
  ]);

  it("that is off keeps its numbers, which then do nothing", () => {
    assert.deepEqual(warnings({ "environment.edge.waf": { mode: "none", requestsPerFiveMinutes: 100 } }), [
      "slipway:environment.edge.waf: its numbers and addresses have no effect with mode: none",
    ]);
  });
});

describe("maintenance", () => {
  refuses([
    [
      "says why, since nobody gets in, and fits into an answer of the load balancer",
      { "environment.edge.maintenance": { message: "a".repeat(1025) } },
      [
        "slipway:environment.edge.maintenance.because: is missing: add it (Why this is worth it, as a sentence of ten characters or more; the plan shows it)",
        `slipway:environment.edge.maintenance.message "${"a".repeat(78)}…: is too long: the load balancer answers with up to 1024 characters`,
      ],
    ],
  ]);
});
