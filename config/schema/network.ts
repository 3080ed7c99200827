import * as z from "zod";

import { about, cidr } from "./scalars.ts";

/** What an interface endpoint can stand for, with what of a stack needs it when there is no NAT gateway. */
const endpointServices = [
  "backup",
  "ecr.api",
  "ecr.dkr",
  "elasticfilesystem",
  "kms",
  "logs",
  "monitoring",
  "rds",
  "secretsmanager",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
] as const;

/** Everything stands in the network, and most of it cannot move. */
const onlyAtFirst = "Choose it before the first up: it cannot be changed while services run, docs/network.md says why";

const subnets = (what: string) =>
  z
    .array(z.string().regex(/^subnet-[0-9a-f]{8,17}$/, "is no id of a subnet: write it like subnet-0123456789abcdef0"))
    .describe(about(what, { effect: "Changing it moves what is in them" }));

const existing = z
  .strictObject({
    vpcId: z
      .string()
      .regex(/^vpc-[0-9a-f]{8,17}$/, "is no id of a VPC: write it like vpc-0123456789abcdef0")
      .describe(about("Id of the VPC", { effect: onlyAtFirst })),
    subnets: z
      .strictObject({
        public: subnets("Subnets of the load balancer, in two zones or more, with a route to an internet gateway"),
        private: subnets("Subnets of tasks, in two zones or more, with a way to their images, secrets and logs"),
        data: subnets("Subnets of databases and caches, in two zones or more"),
      })
      .describe(about("Ids of its subnets")),
  })
  .exactOptional()
  .describe(
    about("A VPC that somebody else has made and keeps; then no other key of network has a meaning", {
      default: "one is made",
      effect: onlyAtFirst,
    }),
  );

/** The network of a place. */
export const network = z
  .strictObject({
    cidr: cidr.exactOptional().describe(
      about("Addresses of the network, /16 to /22", {
        default: (p) => p.network.cidr,
        effect: onlyAtFirst,
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
        about(
          "How private tasks reach the internet: through one NAT gateway, one in each zone, or not at all: none brings the endpoints that the parts in use need, and asks for every image in private ECR of this region (images.pullThrough gets them there); prices are in docs/network.md",
          {
            default: (p) => p.network.nat,
            effect: "inPlace",
          },
        ),
      ),
    endpoints: z
      .array(z.enum(endpointServices))
      .exactOptional()
      .describe(
        about("AWS services that tasks reach without the internet, besides S3, which they always do", {
          default: "none with a NAT gateway; without one those that the parts in use need, and these too",
          effect: "inPlace",
        }),
      ),
    flowLogs: z
      .enum(["none", "rejects", "all"])
      .exactOptional()
      .describe(
        about("Connections that are logged: none, those that were refused, or all", {
          default: (p) => p.network.flowLogs,
          effect: "Changing it begins a new log",
        }),
      ),
    existing,
  })
  .exactOptional()
  .describe(about("The network"));
