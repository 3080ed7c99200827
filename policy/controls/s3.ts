import type { Control } from "./control.ts";

export const s3Controls: readonly Control[] = [
  {
    id: "S3.1",
    title: "The account blocks public access",
    verdict: {
      notApplicable:
        "It is a setting of the whole account, for whoever runs the account; each bucket here has its own.",
    },
  },
  { id: "S3.2", title: "Nobody reads a bucket in public", verdict: { rule: "bucket-blocks-public-access" } },
  { id: "S3.3", title: "Nobody writes a bucket in public", verdict: { rule: "bucket-blocks-public-access" } },
  { id: "S3.5", title: "Requests need TLS", verdict: { rule: "bucket-tls-only" } },
  { id: "S3.6", title: "Other accounts may not change a bucket", verdict: { rule: "bucket-policy-own-account" } },
  { id: "S3.8", title: "Each bucket blocks public access", verdict: { rule: "bucket-blocks-public-access" } },
  {
    id: "S3.9",
    title: "Requests to buckets are logged",
    verdict: {
      waived:
        "These logs come when they come, and want a bucket beside each bucket; who reads what is a question to CloudTrail's data events, which the account switches on.",
    },
  },
  { id: "S3.12", title: "Nobody gets access by a list", verdict: { rule: "bucket-acls-off" } },
  { id: "S3.13", title: "Buckets have a lifecycle", verdict: { rule: "bucket-has-lifecycle" } },
  {
    id: "S3.19",
    title: "Access points block public access",
    verdict: { notApplicable: "No access point of S3 is made." },
  },
  {
    id: "S3.24",
    title: "Multi-Region access points block public access",
    verdict: { notApplicable: "No access point of S3 is made." },
  },
  {
    id: "S3.25",
    title: "Directory buckets have a lifecycle",
    verdict: { notApplicable: "Buckets here are general purpose ones." },
  },
];
