import { CloudWatchLogsClient, DescribeQueryDefinitionsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { Wanted } from "../../cloud.ts";
import { type Finders, present } from "../finder.ts";
import type { Session } from "../session.ts";

/** Saved queries by name. */
export const finders: Finders = { "aws:cloudwatch/queryDefinition:QueryDefinition": savedQuery };

async function savedQuery({ name }: Wanted, session: Session): Promise<string[]> {
  if (name === undefined) {
    return [];
  }
  const logs = new CloudWatchLogsClient(await session.clientConfig());
  const answer = await logs.send(new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix: name }));
  const ids = (answer.queryDefinitions ?? []).map((one) => (one.name === name ? one.queryDefinitionId : undefined));
  return present(...ids);
}
