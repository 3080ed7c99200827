import { type ILogGroup, QueryDefinition, QueryString } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";

interface Logs {
  readonly tasks: ILogGroup[];
  readonly database: ILogGroup[];
  readonly events: ILogGroup;
}

/** Questions to the logs that somebody has at night. */
export function savedQueries(scope: Construct, id: string, { tasks, database, events }: Logs): void {
  const here = new Construct(scope, id);
  save("errors", tasks, {
    fields: ["@timestamp", "@logStream", "coalesce(message, msg, event, @message) as says"],
    filterStatements: [
      'level in ["error", "ERROR", "critical", "CRITICAL", "fatal", "FATAL"] or level >= 50 or ' +
        "@message like /(?i)\\b(error|exception|traceback|panic|fatal)\\b/",
    ],
    sort: "@timestamp desc",
    limit: 200,
  });
  save("slow-requests", tasks, {
    fields: [
      "@timestamp",
      "@logStream",
      "coalesce(path, url, req.url) as request",
      "coalesce(duration_ms, durationMs, responseTime, elapsed_ms) as milliseconds",
    ],
    filterStatements: ["ispresent(milliseconds)"],
    sort: "milliseconds desc",
    limit: 50,
  });
  save("refused-connections", database, {
    fields: ["@timestamp", "@message"],
    filterStatements: ["@message like /FATAL/"],
    sort: "@timestamp desc",
    limit: 100,
  });
  save("slow-statements", database, {
    fields: ["@timestamp", "@message"],
    filterStatements: ["@message like /duration: [0-9]/"],
    parseStatements: ["@message /duration: (?<milliseconds>[0-9.]+) ms\\s+(?<statement>.*)/"],
    sort: "milliseconds desc",
    limit: 50,
  });
  save("stopped-tasks", [events], {
    fields: [
      "@timestamp",
      "detail.group as task",
      "detail.stopCode as code",
      "detail.stoppedReason as reason",
      "detail.containers.0.exitCode as exitCode",
    ],
    sort: "@timestamp desc",
    limit: 50,
  });

  function save(name: string, logGroups: ILogGroup[], query: ConstructorParameters<typeof QueryString>[0]): void {
    const queryDefinitionName = `harbour-staging/${name}`;
    new QueryDefinition(here, name, { queryDefinitionName, logGroups, queryString: new QueryString(query) });
  }
}
