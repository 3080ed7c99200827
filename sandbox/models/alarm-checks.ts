import type { Rule, Values } from "../model.ts";
import { nameShape } from "./limits.ts";
import { num, objects, str, texts } from "./values.ts";

const PUT_ALARM = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";
const OPERATORS = [
  "GreaterThanThreshold",
  "GreaterThanOrEqualToThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];
const STATISTICS = ["Average", "Sum", "Minimum", "Maximum", "SampleCount"];
const MISSING_DATA = ["missing", "ignore", "breaching", "notBreaching"];
const WEEK_SECONDS = 604_800;
const DAY_SECONDS = 86_400;

const words: Rule<Values> = {
  id: "alarm-words-known",
  says: "Comparison, statistic and treatment of missing data are words that CloudWatch knows.",
  source: PUT_ALARM,
  refuse(values) {
    const lists: readonly (readonly [string, readonly string[]])[] = [
      ["comparisonOperator", OPERATORS],
      ["statistic", STATISTICS],
      ["treatMissingData", MISSING_DATA],
    ];
    const wrong = lists.find(([key, allowed]) => values[key] !== undefined && !allowed.includes(String(values[key])));
    if (wrong !== undefined)
      return `ValidationError: ${wrong[0]} "${values[wrong[0]]}" is not known: use one of ${wrong[1].join(", ")}`;
    const percentile = str(values, "extendedStatistic");
    return percentile === undefined ||
      /^(p|tm|wm|tc|ts)(\d{1,2}(\.\d+)?|100)$|^(TM|WM|PR|TC|TS)\(.*\)$|^IQM$/.test(percentile)
      ? undefined
      : `ValidationError: extendedStatistic "${percentile}" is not known: write, for example, p95 or tm99`;
  },
};

const period: Rule<Values> = {
  id: "alarm-period",
  says: "A period is 10, 20, 30 or a multiple of 60 seconds, and all periods together are at most a week (a day below one hour).",
  source: PUT_ALARM,
  refuse(values) {
    const seconds =
      num(values, "period") ??
      num(objects(values, "metricQueries").flatMap((one) => objects(one, "metric"))[0] ?? {}, "period");
    if (seconds === undefined) return undefined;
    if (![10, 20, 30].includes(seconds) && (seconds <= 0 || seconds % 60 !== 0))
      return `ValidationError: Period must be 10, 20, 30 or a multiple of 60, and is ${seconds}: choose one of them`;
    const most = seconds < 3600 ? DAY_SECONDS : WEEK_SECONDS;
    const all = seconds * (num(values, "evaluationPeriods") ?? 1);
    return all > most
      ? `ValidationError: Metrics cannot be checked across more than ${most} seconds (EvaluationPeriods * Period is ${all}): use fewer or shorter periods`
      : undefined;
  },
};

const datapoints: Rule<Values> = {
  id: "alarm-datapoints",
  says: "Datapoints to alarm are 1 or more and not more than the evaluation periods.",
  source: PUT_ALARM,
  refuse(values) {
    const [wanted, all] = [num(values, "datapointsToAlarm"), num(values, "evaluationPeriods")];
    return wanted === undefined || all === undefined || (wanted >= 1 && wanted <= all)
      ? undefined
      : `ValidationError: DatapointsToAlarm must be 1 to EvaluationPeriods (${all}), and is ${wanted}`;
  },
};

const oneMetric: Rule<Values> = {
  id: "alarm-one-metric",
  says: "An alarm is on one metric with one statistic, or on queries of which one returns its data, with unique ids.",
  source: PUT_ALARM,
  refuse(values) {
    const queries = objects(values, "metricQueries");
    const single = ["metricName", "namespace", "period", "statistic", "extendedStatistic"].find(
      (key) => values[key] !== undefined,
    );
    if (queries.length === 0) {
      return values.statistic !== undefined && values.extendedStatistic !== undefined
        ? "ValidationError: Statistic and ExtendedStatistic are mutually exclusive: give one"
        : undefined;
    }
    if (single !== undefined)
      return `ValidationError: ${single} cannot stand beside metricQueries: put it into a query`;
    const ids = queries.map((query) => str(query, "id") ?? "");
    const wrong = ids.find((id, at) => !/^[a-z]\w*$/.test(id) || ids.indexOf(id) !== at);
    if (wrong !== undefined)
      return `ValidationError: query id "${wrong}" is not valid or used twice: begin with a lower-case letter, letters, digits and underscores, once each`;
    const returned = queries.filter((query) => query.returnData === true).length;
    return returned === 1 || values.thresholdMetricId !== undefined
      ? undefined
      : `ValidationError: Exactly one element of the metrics list should return data, and ${returned} do: set returnData on one`;
  },
};

const actions: Rule<Values> = {
  id: "alarm-action-count",
  says: "An alarm has at most 5 actions for each state.",
  source: PUT_ALARM,
  refuse(values) {
    const over = ["alarmActions", "okActions", "insufficientDataActions"].find((key) => texts(values, key).length > 5);
    return over === undefined
      ? undefined
      : `ValidationError: ${over} has more than 5 members: use one topic for several receivers`;
  },
};

/** Rules on the inputs of an alarm alone. */
export const alarmChecks: readonly Rule<Values>[] = [
  nameShape({
    id: "alarm-name-shape",
    input: "name",
    max: 255,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is not allowed
    pattern: /^[^\u0000-\u001f]+$/,
    allowed: "no control characters",
    source: PUT_ALARM,
  }),
  words,
  period,
  datapoints,
  oneMetric,
  actions,
];
