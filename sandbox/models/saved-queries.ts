import type { Model, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { LOG_GROUP } from "./logs.ts";
import { exists, uniqueName } from "./references.ts";
import { placeOf, uuid } from "./shapes.ts";
import { token } from "./tokens.ts";
import { str, texts } from "./values.ts";

const PUT = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html";
const QUERY = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html";
const SYNTAX = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html";
const LONGEST = 10_000;
const MOST_GROUPS = 50;
const COMMANDS = ["display", "fields", "filter", "stats", "sort", "limit", "parse", "dedup", "pattern", "unmask"];

const queryLegal: Rule<Values> = {
  id: "saved-query-legal",
  says: `A query has 1 to ${LONGEST} characters, and each part between bars begins with a command of Logs Insights.`,
  source: SYNTAX,
  refuse(values) {
    const text = str(values, "queryString") ?? "";
    if (text.length === 0 || text.length > LONGEST)
      return `InvalidParameterException: queryString has ${text.length} characters: use 1 to ${LONGEST}`;
    // A bar in a regular expression or in quotes is no end of a part.
    const parts = text.replaceAll(/\/(\\.|[^/\n])+\/|"[^"]*"/g, "_").split("|");
    const odd = parts.map((part) => part.trim().split(/\s/)[0] ?? "").find((word) => !COMMANDS.includes(word));
    return odd === undefined
      ? undefined
      : `MalformedQueryException: unexpected symbol found "${odd}" in the query "${values.name}": begin each part with one of ${COMMANDS.join(", ")}`;
  },
};

const groupCount: Rule<Values> = {
  id: "saved-query-log-groups",
  says: `A query looks into at most ${MOST_GROUPS} log groups.`,
  source: QUERY,
  refuse(values) {
    const count = texts(values, "logGroupNames").length;
    return count > MOST_GROUPS
      ? `InvalidParameterException: the query "${values.name}" names ${count} log groups: use at most ${MOST_GROUPS}`
      : undefined;
  },
};

const savedQuery: Model = {
  type: token.savedQuery,
  autoname: { input: "name", max: 255 },
  checks: [
    nameShape({
      id: "saved-query-name-shape",
      input: "name",
      max: 255,
      pattern: /^[^:*]+$/,
      allowed: "anything but colons and asterisks; a slash makes a folder",
      source: PUT,
    }),
    queryLegal,
    groupCount,
  ],
  identify: (_inputs, seed) => uuid(seed),
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(placeOf(inputs, place), "logs", `query-definition:${id}`),
    queryDefinitionId: id,
  }),
  requires: [
    uniqueName({
      id: "saved-query-name-unique",
      type: token.savedQuery,
      input: "name",
      noun: "saved query",
      code: "two queries of one name cannot be told apart",
      source: PUT,
    }),
    exists({
      id: "saved-query-log-groups-exist",
      input: "logGroupNames",
      type: LOG_GROUP,
      noun: "log group",
      by: "name",
      code: "ResourceNotFoundException: Log group does not exist",
      source: PUT,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "nothing refers to a saved query" },
  typicalMinutes: 0.1,
};

/** Queries that are saved for whoever looks into the logs. */
export const models: readonly Model[] = [savedQuery];
