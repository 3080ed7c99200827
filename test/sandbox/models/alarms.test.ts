import type { Values } from "../../../sandbox/model.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { TOPIC, TOPIC_POLICY } from "../../../sandbox/models/topic-tokens.ts";
import { app, arnOf, serviceInputs } from "./app.ts";
import { breaks, passes } from "./cases.ts";

const cpu: Values = {
  name: "api-cpu",
  namespace: "AWS/ECS",
  metricName: "CPUUtilization",
  statistic: "Average",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 80,
  period: 60,
  evaluationPeriods: 5,
};
const withMore = (more: Values): Values => ({ ...cpu, ...more });
const query = (id: string, more: Values): Values => ({ id, ...more });
const metric = { namespace: "AWS/ECS", metricName: "CPUUtilization", period: 60, stat: "Average" };

describe("the inputs of an alarm in the sandbox", () => {
  breaks("alarm-name-shape", "a name of 256 characters", { name: "a".repeat(256) }, "256");
  passes("alarm-name-shape", "a name with spaces", { name: "the API is slow" });
  breaks("alarm-description", "a long text", { alarmDescription: "a".repeat(1025) }, "1024");
  passes("alarm-description", "a text", { alarmDescription: "look at its log" });
  breaks("alarm-words-known", "a comparison that is none", { comparisonOperator: ">" }, "GreaterThanThreshold");
  breaks("alarm-words-known", "missing data that is none", { treatMissingData: "ok" }, "notBreaching");
  breaks("alarm-words-known", "a percentile that is none", { extendedStatistic: "95th" }, "p95");
  passes("alarm-words-known", "what CloudWatch knows", withMore({ treatMissingData: "notBreaching" }));
  passes("alarm-words-known", "a percentile", { extendedStatistic: "p99.9" });
  breaks("alarm-period", "a period of 45 seconds", { period: 45 }, "multiple of 60");
  breaks("alarm-period", "periods of more than a day", { period: 300, evaluationPeriods: 289 }, "86400");
  passes("alarm-period", "a day of five minutes", { period: 300, evaluationPeriods: 288 });
  breaks(
    "alarm-datapoints",
    "more datapoints than periods",
    { datapointsToAlarm: 4, evaluationPeriods: 3 },
    "1 to EvaluationPeriods",
  );
  passes("alarm-datapoints", "three of five", { datapointsToAlarm: 3, evaluationPeriods: 5 });
  breaks(
    "alarm-one-metric",
    "a statistic and a percentile",
    withMore({ extendedStatistic: "p95" }),
    "mutually exclusive",
  );
  breaks(
    "alarm-one-metric",
    "a metric beside queries",
    withMore({ metricQueries: [query("m", { metric, returnData: true })] }),
    "metricQueries",
  );
  breaks(
    "alarm-one-metric",
    "queries of which none answers",
    { metricQueries: [query("m", { metric })] },
    "returnData",
  );
  breaks(
    "alarm-one-metric",
    "two queries of one id",
    { metricQueries: [query("m", { metric, returnData: true }), query("m", { metric })] },
    "used twice",
  );
  passes("alarm-one-metric", "queries of which one answers", {
    metricQueries: [query("e", { expression: "m / 2", returnData: true }), query("m", { metric })],
  });
  breaks(
    "alarm-action-count",
    "six actions",
    { alarmActions: [1, 2, 3, 4, 5, 6].map((n) => `arn:aws:sns:${n}`) },
    "alarmActions",
  );
  passes("alarm-action-count", "five actions", { alarmActions: [1, 2, 3, 4, 5].map((n) => `arn:aws:sns:${n}`) });
  breaks(
    "alarm-metric-known",
    "a metric of another namespace",
    withMore({ metricName: "FreeStorageSpace" }),
    "MemoryUtilization",
  );
  breaks(
    "alarm-metric-known",
    "a namespace that is not modelled",
    withMore({ namespace: "AWS/Lambda" }),
    "alarm-metrics.ts",
  );
  passes("alarm-metric-known", "a metric of its namespace", cpu);
  passes("alarm-metric-known", "a metric of the team's own", withMore({ namespace: "Shop", metricName: "Orders" }));
});

/** The app with a service and a topic. */
function watched() {
  const all = app();
  all.cloud.make(token.service, serviceInputs(all));
  return { ...all, topic: all.cloud.make(TOPIC, { name: "alarms" }) };
}

type Watched = ReturnType<typeof watched>;
const asked = (more: (of: Watched) => Values) => () => {
  const all = watched();
  const dimensions = { ClusterName: "shop", ServiceName: "api" };
  return all.cloud.creating(token.alarm, withMore({ dimensions, alarmActions: [all.topic.id], ...more(all) }));
};
const asItIs = asked(() => ({}));

describe("an alarm in the sandbox's account", () => {
  const second = (name: string) =>
    asked(({ cloud }) => {
      cloud.given(token.alarm, cpu);
      return { name };
    });
  breaks("alarm-name-unique", "the name of another", second("api-cpu"), "another resource");
  passes("alarm-name-unique", "a name of its own", second("web-cpu"));
  breaks(
    "alarm-dimensions-exist",
    "a service of nowhere",
    asked(() => ({ dimensions: { ClusterName: "shop", ServiceName: "web" } })),
    '"web"',
  );
  breaks(
    "alarm-dimensions-exist",
    "an ARN where a name belongs",
    asked(({ cluster }) => ({ dimensions: { ClusterName: arnOf(cluster) } })),
    "never see a value",
  );
  breaks(
    "alarm-dimensions-exist",
    "a dimension of another namespace",
    asked(() => ({ dimensions: { LoadBalancer: "app/shop/1" } })),
    "ClusterName, ServiceName",
  );
  breaks(
    "alarm-dimensions-exist",
    "a load balancer of nowhere in a query",
    asked(() => ({
      metricName: undefined,
      namespace: undefined,
      metricQueries: [
        query("m", {
          metric: {
            namespace: "AWS/ApplicationELB",
            metricName: "RequestCount",
            dimensions: { LoadBalancer: "app/none/1" },
          },
        }),
      ],
    })),
    "app/none/1",
  );
  passes("alarm-dimensions-exist", "a service of the cluster", asItIs);
  passes(
    "alarm-dimensions-exist",
    "a target group of the load balancer",
    asked(({ balancer, targets }) => ({
      namespace: "AWS/ApplicationELB",
      metricName: "UnHealthyHostCount",
      dimensions: { LoadBalancer: balancer.outputs.arnSuffix, TargetGroup: targets.outputs.arnSuffix },
    })),
  );
  breaks(
    "alarm-actions-exist",
    "a topic of nowhere",
    asked(() => ({ okActions: ["arn:aws:sns:eu-north-1:111111111111:none"] })),
    "no such topic",
  );
  passes("alarm-actions-exist", "a topic of the account", asItIs);
  const letting = (Service: string) =>
    asked(({ cloud, topic }) => {
      const statement = { Effect: "Allow", Principal: { Service }, Action: "sns:Publish", Resource: topic.id };
      cloud.make(TOPIC_POLICY, {
        arn: topic.id,
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
      });
      return {};
    });
  breaks("alarm-may-publish", "a topic that lets others in", letting("events.amazonaws.com"), "would be dropped");
  passes("alarm-may-publish", "a topic that lets CloudWatch in", letting("cloudwatch.amazonaws.com"));
});
