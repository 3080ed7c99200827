import * as z from "zod";

import { about, because, cidr, text, whole } from "./scalars.ts";

const headers = z
  .strictObject({
    hstsSeconds: whole(0, 63_072_000)
      .exactOptional()
      .describe(
        about("Seconds for which browsers insist on HTTPS (Strict-Transport-Security); 0 for none", {
          default: (p) => p.edge.hstsSeconds,
          effect: "inPlace",
        }),
      ),
    frameOptions: z
      .enum(["DENY", "SAMEORIGIN", "none"])
      .exactOptional()
      .describe(about("Who may show pages in a frame (X-Frame-Options)", { default: "SAMEORIGIN", effect: "inPlace" })),
    noSniff: z
      .boolean()
      .exactOptional()
      .describe(
        about("Browsers take the content type as it is said (X-Content-Type-Options: nosniff)", {
          default: "true",
          effect: "inPlace",
        }),
      ),
    contentSecurityPolicy: text
      .max(1024, "is too long: the load balancer takes up to 1024 characters")
      // What is no visible ASCII would end or break the header.
      .regex(/^[\x20-\x7e]*$/, "is no value of a header: write it on one line, in ASCII")
      .exactOptional()
      .describe(
        about("What pages may load (Content-Security-Policy)", { default: "as the app says", effect: "inPlace" }),
      ),
  })
  .exactOptional()
  .describe(about("Response headers that the load balancer sets, whatever the app says"));

const accessLogs = z
  .union([
    z.boolean(),
    z
      .strictObject({
        retentionDays: whole(1, 3653).describe(about("Days that they are kept", { effect: "inPlace" })),
      })
      .describe(about("Logged, and kept for so many days")),
  ])
  .exactOptional()
  .describe(
    about("Whether each request is logged, to an encrypted bucket; true keeps them for 90 days", {
      default: (p) => (p.edge.accessLogDays === 0 ? "false" : `${p.edge.accessLogDays} days`),
      effect: "inPlace",
    }),
  );

const blocksOfAddresses = (what: string) =>
  z
    .array(cidr)
    .max(10_000, "is too long: AWS WAF takes 10,000 blocks in one set")
    .exactOptional()
    .describe(about(what, { default: "none", effect: "inPlace" }));

const wafMode = z.enum(["none", "count", "block"]);

const waf = z
  .union([
    wafMode,
    z
      .strictObject({
        mode: wafMode.describe(
          about("count lets through what it would block, and counts and logs it; block blocks", { effect: "inPlace" }),
        ),
        requestsPerFiveMinutes: whole(10, 2_000_000_000)
          .exactOptional()
          .describe(
            about("Requests of one address in five minutes, beyond which it is blocked", {
              default: (p) => p.edge.requestsPerFiveMinutes,
              effect: "inPlace",
            }),
          ),
        allow: blocksOfAddresses("Addresses that no other rule looks at"),
        deny: blocksOfAddresses("Addresses that are blocked, in either mode"),
      })
      .describe(about("The firewall with numbers and addresses")),
  ])
  .exactOptional()
  .describe(
    about(
      "Web application firewall: AWS's managed rules and a limit for each address; count first, read its log, then block",
      { default: (p) => p.edge.waf, effect: "inPlace" },
    ),
  );

const maintenance = z
  .strictObject({
    ...because.shape,
    message: text
      .max(1024, "is too long: the load balancer answers with up to 1024 characters")
      .exactOptional()
      .describe(
        about("What visitors read: text, or HTML where it begins with <", {
          default: "one sentence that asks for patience",
          effect: "inPlace",
        }),
      ),
  })
  .exactOptional()
  .describe(
    about("Answers every request with 503 and a message; everything behind it stays up", {
      default: "none",
      effect: "inPlace",
    }),
  );

/** The load balancer of a place. */
export const edge = z
  .strictObject({
    closed: z
      .array(z.string())
      .exactOptional()
      .describe(
        about("Paths that answer 404 here on every host, whatever the routes say, like /docs*; * and ? are wildcards", {
          default: "none",
          effect: "inPlace",
        }),
      ),
    headers,
    idleTimeoutSeconds: whole(1, 4000)
      .exactOptional()
      .describe(
        about("Seconds without a byte after which a connection is closed; web sockets want more", {
          default: (p) => p.edge.idleTimeoutSeconds,
          effect: "inPlace",
        }),
      ),
    accessLogs,
    waf,
    maintenance,
    insecureHttp: because
      .exactOptional()
      .describe(
        about(
          "Plain HTTP on the load balancer's own name, with the reason; only without a domain, never in production",
          { default: "HTTPS on the domain" },
        ),
      ),
  })
  .exactOptional()
  .describe(about("The load balancer"));
