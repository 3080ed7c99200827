import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { type Finders, present } from "../finder.ts";

/** Log groups by name. */
export const finders: Finders = {
  "aws:cloudwatch/logGroup:LogGroup": async ({ name }, session) => {
    if (name === undefined) {
      return [];
    }
    const client = new CloudWatchLogsClient(await session.clientConfig());
    for await (const { logGroups } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix: name })) {
      if (logGroups?.some(({ logGroupName }) => logGroupName === name)) {
        return present(name);
      }
    }
    return [];
  },
};
