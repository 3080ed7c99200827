import type { Source } from "./rule.ts";

/** Page where a source can be read. */
export function urlOf(source: Source): string {
  return "control" in source ? controlUrl(source.control) : source.url;
}

/** Page of a control of the AWS Foundational Security Best Practices, by its id, for example `RDS.3`. */
export function controlUrl(id: string): string {
  const [service = "", number = ""] = id.toLowerCase().split(".");
  return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${service}-${number}`;
}
