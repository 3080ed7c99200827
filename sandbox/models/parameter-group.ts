import type { Model } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { inUse, uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { objects, str } from "./values.ts";

const API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/";
const PARAMETERS = `${API}API_CreateDBParameterGroup.html`;

// Parameters that only count after a restart, of those that this project's kind of app sets; from
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
const STATIC_PARAMETERS = [
  "max_connections",
  "max_wal_senders",
  "rds.logical_replication",
  "shared_buffers",
  "shared_preload_libraries",
  "track_activity_query_size",
];

/** Parameters of databases. */
export const parameterGroup: Model = {
  type: token.databaseParameterGroup,
  autoname: { input: "name", max: 255, lowercase: true },
  defaults: { description: "Managed by Pulumi", skipDestroy: false },
  checks: [
    nameShape({
      id: "parameter-group-name-shape",
      input: "name",
      max: 255,
      pattern: /^[a-z](?!.*--)([a-z0-9.-]*[a-z0-9])?$/,
      allowed: "lower-case letters, digits, periods and single hyphens, a letter first and no hyphen last",
      source: PARAMETERS,
    }),
    {
      id: "parameter-group-family-known",
      says: "A parameter group's family is `postgres` and a major version.",
      source: PARAMETERS,
      refuse(values) {
        const family = str(values, "family") ?? "postgres17";
        return /^postgres1[3-8]$/.test(family)
          ? undefined
          : `InvalidParameterValue: ParameterGroupFamily ${family} is not a valid parameter group family: use postgres13 to postgres18`;
      },
    },
    {
      id: "parameter-group-static-parameters",
      says: "A static parameter is applied with the next restart: its `applyMethod` is `pending-reboot`.",
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBParameterGroup.html",
      refuse(values) {
        const wrong = objects(values, "parameters").find(
          (one) => STATIC_PARAMETERS.includes(str(one, "name") ?? "") && one.applyMethod !== "pending-reboot",
        );
        return wrong === undefined
          ? undefined
          : `InvalidParameterCombination: cannot use immediate apply method for static parameter ${wrong.name}: set applyMethod to pending-reboot`;
      },
    },
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, _seed, place) => ({ arn: arn(placeOf(inputs, place), "rds", `pg:${id}`) }),
  requires: [
    uniqueName({
      id: "parameter-group-unique",
      type: token.databaseParameterGroup,
      input: "name",
      noun: "DB parameter group",
      code: "DBParameterGroupAlreadyExists",
      source: PARAMETERS,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "parameter-group-not-in-use",
      noun: "DB parameter group",
      code: "InvalidDBParameterGroupState",
      source: `${API}API_DeleteDBParameterGroup.html`,
      by: "name",
      users: [{ type: token.instance, at: "parameterGroupName" }],
    }),
  ],
  typicalMinutes: 0.1,
};
