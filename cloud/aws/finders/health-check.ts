import { ListTagsForResourceCommand, paginateListHealthChecks, Route53Client } from "@aws-sdk/client-route-53";
import type { Wanted } from "../../cloud.ts";
import { type Finders, isOurs, text } from "../finder.ts";
import type { Session } from "../session.ts";

/** Health checks by their tag: they have no name, and the index of tags is not in the stack's region. */
export const finders: Finders = { "aws:route53/healthCheck:HealthCheck": healthCheck };

async function healthCheck(wanted: Wanted, session: Session): Promise<string[]> {
  if (wanted.tag === undefined) {
    return [];
  }
  const route53 = new Route53Client(await session.clientConfig());
  const found: string[] = [];
  for await (const { HealthChecks = [] } of paginateListHealthChecks({ client: route53 }, {})) {
    for (const { Id, HealthCheckConfig } of HealthChecks) {
      // One question a check, so only those that ask the same host are asked about.
      if (Id && HealthCheckConfig?.FullyQualifiedDomainName === text(wanted.inputs, "fqdn")) {
        const tags = await route53.send(
          new ListTagsForResourceCommand({ ResourceType: "healthcheck", ResourceId: Id }),
        );
        found.push(...(isOurs(tags.ResourceTagSet?.Tags, wanted) ? [Id] : []));
      }
    }
  }
  return found;
}
