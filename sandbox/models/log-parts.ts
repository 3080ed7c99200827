import type { InAccount, Model, Rule, Values } from "../model.ts";
import { nameShape } from "./limits.ts";
import { readPolicy, statementsOf } from "./policy-document.ts";
import { exists, others } from "./references.ts";
import { token } from "./tokens.ts";
import { object, str } from "./values.ts";

const API = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/";
const PUT_FILTER = `${API}API_PutMetricFilter.html`;
const PUT_POLICY = `${API}API_PutResourcePolicy.html`;
const MAX_PATTERN = 1024;
const MAX_FILTERS = 100;
const MAX_POLICY = 5120;
const MAX_POLICIES = 10;

const pattern: Rule<Values> = {
  id: "metric-filter-pattern",
  says: `The pattern of a metric filter has at most ${MAX_PATTERN} characters, with braces and parentheses that close.`,
  source: PUT_FILTER,
  refuse(values) {
    const text = str(values, "pattern") ?? "";
    if (text.length > MAX_PATTERN)
      return `InvalidParameterException: pattern of "${values.name}" has ${text.length} characters: use at most ${MAX_PATTERN}, or two filters on one metric`;
    const outside = text.replaceAll(/"[^"]*"/g, "");
    const open = ["()", "{}"].find(([from = "", to = ""]) => outside.split(from).length !== outside.split(to).length);
    return open === undefined
      ? undefined
      : `InvalidParameterException: Invalid character(s) in pattern of "${values.name}": ${open} do not close: ${text}`;
  },
};

const transformation: Rule<Values> = {
  id: "metric-filter-transformation",
  says: "A metric filter gives a number or a field as value to a metric outside AWS's own namespaces, with a default or with dimensions, not both.",
  source: `${API}API_MetricTransformation.html`,
  refuse({ metricTransformation }) {
    const metric = object({ metricTransformation }, "metricTransformation");
    const [namespace, value] = [str(metric, "namespace"), str(metric, "value")];
    if (namespace !== undefined && (namespace.startsWith("AWS/") || !/^[^:*$]{1,255}$/.test(namespace)))
      return `InvalidParameterException: metric namespace "${namespace}" is not allowed: use one of your own, without :, * and $`;
    if (value !== undefined && !/^(\$.+|-?\d+(\.\d+)?)$/.test(value))
      return `InvalidParameterException: metric value "${value}" is not allowed: give a number, or a field like $.latency`;
    return metric.defaultValue !== undefined && metric.dimensions !== undefined
      ? "InvalidParameterException: Invalid metric transformation: dimensions and default value are mutually exclusive properties: leave one out"
      : undefined;
  },
};

const filterCount: Rule<InAccount> = {
  id: "metric-filter-count",
  says: `A log group has at most ${MAX_FILTERS} metric filters, each with a name of its own.`,
  source: PUT_FILTER,
  refuse(subject) {
    const { logGroupName, name } = subject.resource.inputs;
    const siblings = others(subject, token.logMetricFilter).filter(
      ({ outputs }) => outputs.logGroupName === logGroupName,
    );
    if (siblings.some(({ outputs }) => outputs.name === name))
      return `PutMetricFilter would change the filter "${name}" of another resource on ${logGroupName}: choose another name`;
    return siblings.length >= MAX_FILTERS
      ? `LimitExceededException: ${logGroupName} has ${siblings.length} metric filters: use another group, or fewer filters`
      : undefined;
  },
};

const metricFilter: Model = {
  type: token.logMetricFilter,
  autoname: { input: "name", max: 512 },
  defaults: { applyOnTransformedLogs: false },
  checks: [
    nameShape({
      id: "metric-filter-name-shape",
      input: "name",
      max: 512,
      pattern: /^[^:*]+$/,
      allowed: "anything but colons and asterisks",
      source: PUT_FILTER,
    }),
    pattern,
    transformation,
  ],
  // The provider's own id is the name alone, but two groups may have a filter of one name: so it is what an import takes.
  identify: (inputs) => `${str(inputs, "logGroupName") ?? ""}:${str(inputs, "name") ?? ""}`,
  outputs: () => ({}),
  requires: [
    exists({
      id: "metric-filter-log-group-exists",
      input: "logGroupName",
      type: token.logGroup,
      noun: "log group",
      code: "ResourceNotFoundException: The specified log group does not exist",
      source: PUT_FILTER,
    }),
    filterCount,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a filter can always be deleted; its metric stays as it is" },
  typicalMinutes: 0.1,
};

const policyLegal: Rule<Values> = {
  id: "log-resource-policy-legal",
  says: `A resource policy of CloudWatch Logs is JSON with statements of at most ${MAX_POLICY} characters.`,
  source: PUT_POLICY,
  refuse({ policyDocument }) {
    if (policyDocument === undefined) return undefined;
    const document = readPolicy(policyDocument);
    if (typeof document === "string")
      return `InvalidParameterException: the policy document ${document}: write it with JSON.stringify`;
    if (statementsOf(policyDocument).length === 0)
      return "InvalidParameterException: the policy document has no Statement: give at least one";
    const length = JSON.stringify(document).length;
    return length > MAX_POLICY
      ? `LimitExceededException: the policy document has ${length} characters: use at most ${MAX_POLICY}`
      : undefined;
  },
};

const policyCount: Rule<InAccount> = {
  id: "log-resource-policy-count",
  says: `A region has at most ${MAX_POLICIES} resource policies of CloudWatch Logs, each with a name of its own.`,
  source: PUT_POLICY,
  refuse(subject) {
    const { policyName } = subject.resource.inputs;
    const siblings = others(subject, token.logResourcePolicy);
    if (siblings.some(({ outputs }) => outputs.policyName === policyName))
      return `PutResourcePolicy would change the policy "${policyName}" of another resource: choose another name`;
    return siblings.length >= MAX_POLICIES
      ? `LimitExceededException: Resource limit exceeded: the region has ${siblings.length} resource policies: delete one that nothing needs`
      : undefined;
  },
};

const resourcePolicy: Model = {
  type: token.logResourcePolicy,
  checks: [policyLegal],
  identify: (inputs) => str(inputs, "policyName") ?? "",
  outputs: (_inputs, _id, seed) => ({ policyScope: "ACCOUNT", revisionId: seed.hex(32, "revision") }),
  requires: [policyCount],
  replaces: "as the specification says",
  blocksDelete: { none: "without it what it lets write is dropped without a word" },
  typicalMinutes: 0.1,
};

/** What belongs to the logs of an account beside the groups. */
export const logParts: readonly Model[] = [metricFilter, resourcePolicy];
