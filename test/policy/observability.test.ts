import { observabilityRules } from "../../policy/rules/observability.ts";
import { resource, testRules } from "../support/policy-cases.ts";

const alarm = (inputs: Record<string, unknown>) =>
  resource("aws:cloudwatch/metricAlarm:MetricAlarm", { name: "errors", ...inputs });
const composite = (inputs: Record<string, unknown>) =>
  resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", { alarmName: "broken", alarmActions: ["topic"], ...inputs });
const logs = (inputs: Record<string, unknown>) => [resource("aws:cloudwatch/logGroup:LogGroup", inputs)];
const nameless = resource("aws:cloudwatch/metricAlarm:MetricAlarm", {});
const drawn = [
  nameless,
  resource(
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    { alarmName: "broken", alarmActions: ["topic"], alarmRule: "ALARM(it-5f3a)" },
    { name: "broken", references: { alarmRule: [nameless] } },
  ),
];
const unheard = "alarmActions is empty, and nothing else uses it";

describe("the rules of logs and alarms", () => {
  testRules(observabilityRules, {
    "logs-expire": {
      holds: { "a week": logs({ retentionInDays: 7 }) },
      breaks: {
        "the default, for ever": [logs({}), "retentionInDays is not set"],
        "the other word for it": [logs({ retentionInDays: 0 }), "retentionInDays is 0"],
      },
    },
    "alarm-tells": {
      holds: {
        "one that tells": [alarm({ alarmActions: ["topic"] })],
        "one that another speaks for": [alarm({}), composite({ alarmRule: 'ALARM("errors") OR ALARM("cpu")' })],
        "one that another speaks for, without quotes or by its ARN": [
          alarm({}),
          composite({ alarmRule: "(ALARM(errors) OR ALARM(cpu))" }),
          alarm({ name: "memory" }),
          composite({ alarmRule: "ALARM('arn:aws:cloudwatch:eu-west-1:1:alarm:memory')" }),
        ],
        "one whose name is drawn, by reference": drawn,
        "one that keeps another quiet": [alarm({}), composite({ actionsSuppressor: { alarm: "errors" } })],
        "one that takes a deployment back": [
          alarm({}),
          resource("aws:ecs/service:Service", { alarms: { alarmNames: ["errors"] } }),
        ],
      },
      breaks: {
        "one that nobody hears": [[alarm({}), composite({ alarmRule: 'ALARM("more-errors")' })], unheard],
        "one whose actions are off": [
          [alarm({ alarmActions: ["a"], actionsEnabled: false })],
          "actionsEnabled is false",
        ],
        "an alarm of alarms that nobody hears": [[composite({ alarmActions: [] })], unheard],
      },
    },
  });
});
