import * as z from "zod";

import { about, because, cidr, domainName, whole } from "./scalars.ts";

/** The domain of a place. */
export const domain = z
  .union([
    domainName,
    z.strictObject({
      name: domainName.describe(
        about("Domain of this place", { effect: "Changing it makes new records and a new certificate" }),
      ),
      aliases: z
        .array(domainName)
        .exactOptional()
        .describe(
          about("More names that answer like the domain itself", {
            default: "none",
            effect: "Changing it makes a new certificate",
          }),
        ),
      zone: z
        .strictObject({
          id: z
            .string()
            .regex(/^Z[A-Z0-9]{8,31}$/, "is no id of a hosted zone: write it like Z0123456789ABCDEFGHIJ")
            .describe(about("Id of the hosted zone")),
        })
        .exactOptional()
        .describe(
          about("Hosted zone in Route 53 that gets the records", {
            default: "the one named like the domain",
            effect: "Changing it makes the records again",
          }),
        ),
    }),
  ])
  .describe(
    about("Domain of this place; required in production", {
      default: "none: then edge.insecureHttp says why",
      effect: "Changing it makes new records and a new certificate",
    }),
  );

/** The network of a place. */
export const network = z
  .strictObject({
    cidr: cidr.exactOptional().describe(
      about("Addresses of the network, /16 to /22", {
        default: (p) => p.network.cidr,
        effect: "Changing it replaces the network and all in it",
      }),
    ),
    zones: z
      .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "is no availability zone: write it like eu-north-1a"))
      .exactOptional()
      .describe(
        about("Availability zones; each gets its addresses by its place in the list, so only append", {
          default: (p) => `the first ${p.network.zoneCount} of the region`,
          effect: "Appending adds subnets; anything else replaces some",
        }),
      ),
    nat: z
      .enum(["none", "single", "per-zone"])
      .exactOptional()
      .describe(
        about("How private tasks reach the internet: through one NAT gateway, one in each zone, or not at all", {
          default: (p) => p.network.nat,
          effect: "inPlace",
        }),
      ),
  })
  .exactOptional()
  .describe(about("The network"));

/** The load balancer of a place. */
export const edge = z
  .strictObject({
    idleTimeoutSeconds: whole(1, 4000)
      .exactOptional()
      .describe(
        about("Seconds without a byte after which a connection is closed; web sockets want more", {
          default: (p) => p.edge.idleTimeoutSeconds,
          effect: "inPlace",
        }),
      ),
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
