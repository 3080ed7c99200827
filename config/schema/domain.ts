import * as z from "zod";

import { about, arn, domainName } from "./scalars.ts";

const zone = z.union([
  z
    .literal("external")
    .describe(about("DNS outside Route 53: the records to set are printed, and are outputs of the stack")),
  z
    .strictObject({
      id: z
        .string()
        .regex(/^Z[A-Z0-9]{8,31}$/, "is no id of a hosted zone: write it like Z0123456789ABCDEFGHIJ")
        .describe(about("Id of the hosted zone")),
      roleArn: arn("iam", "arn:aws:iam::222222222222:role/records")
        .exactOptional()
        .describe(
          about("Role that may write records, where the zone is in another account", {
            default: "none: the zone is in this account",
            effect: "none",
          }),
        ),
    })
    .describe(about("A hosted zone in Route 53")),
]);

/** AWS takes no longer one as the first name of a certificate. */
const mainName = domainName.max(64, "is too long for a certificate: use up to 64 characters");

/** The domain of a place. */
export const domain = z
  .union([
    mainName,
    z.strictObject({
      name: mainName.describe(
        about("Domain of this place", { effect: "Changing it makes new records and a new certificate" }),
      ),
      aliases: z
        .array(domainName)
        .exactOptional()
        .describe(
          about("More names that answer like the domain itself, for example with www", {
            default: "none",
            effect: "Changing it makes a new certificate",
          }),
        ),
      zone: zone.exactOptional().describe(
        about("Who holds the records: a hosted zone in Route 53, or external for DNS elsewhere", {
          default: "the hosted zone named like the domain",
          effect:
            "Changing it deletes the records and makes them at the new place: docs/edge.md has the steps without an outage",
        }),
      ),
      certificateArn: arn("acm", "arn:aws:acm:eu-north-1:111111111111:certificate/…")
        .exactOptional()
        .describe(
          about("Certificate that is there already, for the domain and every host and alias", {
            default: "one is made",
            effect: "inPlace",
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
