import { QueryDefinition } from "@pulumi/aws/cloudwatch/queryDefinition.js";
import * as pulumi from "@pulumi/pulumi";
import * as queries from "../lib/dashboard/log-queries.ts";
import { physicalName } from "../lib/names.ts";

export interface SavedQueriesArgs {
  /** `<app>-<stack>`: the folder that the queries are in. */
  readonly prefix: string;
  /** Log groups of services and jobs. */
  readonly taskLogs: readonly pulumi.Input<string>[];
  /** Log group of the tasks that stopped of themselves. */
  readonly taskEventsLog: pulumi.Input<string>;
  /** Log groups of databases. */
  readonly databaseLogs: readonly pulumi.Input<string>[];
}

/** Logs Insights looks into no more at once. Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
const mostLogGroups = 50;

/** Queries that somebody who looks for a fault would write first, saved in CloudWatch Logs Insights. */
export class SavedQueries extends pulumi.ComponentResource {
  constructor(name: string, args: SavedQueriesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:saved-queries:SavedQueries", name, {}, opts);
    const child = { parent: this };
    const { prefix, taskLogs, taskEventsLog, databaseLogs } = args;

    const saved: readonly [key: string, query: queries.LogQuery, logs: readonly pulumi.Input<string>[]][] = [
      ["errors", queries.errors, taskLogs],
      ["slow-requests", queries.slowRequests, taskLogs],
      ["stopped-tasks", queries.stoppedTasks, [taskEventsLog]],
      ["slow-statements", queries.slowStatements, databaseLogs],
      ["refused-connections", queries.refusedConnections, databaseLogs],
    ];
    for (const [key, queryString, logGroupNames] of saved.filter(([, , logs]) => logs.length > 0)) {
      new QueryDefinition(
        `${name}-${key}`,
        {
          name: physicalName("queryDefinition", prefix, key),
          queryString,
          // In an order of their own: that of the keys in a file means nothing.
          logGroupNames: pulumi.all([...logGroupNames]).apply((names) => names.sort().slice(0, mostLogGroups)),
        },
        child,
      );
    }
    this.registerOutputs({});
  }
}
