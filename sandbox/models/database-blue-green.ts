import type { InAccount, Rule } from "../model.ts";
import { postgresMajor } from "./database-engines.ts";
import { replicasOf } from "./database-source.ts";
import { token } from "./tokens.ts";
import { bool, num, object, objects, str } from "./values.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/";

function isOn({ resource: { inputs } }: InAccount): boolean {
  return bool(object(inputs, "blueGreenUpdate"), "enabled") === true;
}

const needsBackups: Rule<InAccount> = {
  id: "instance-blue-green-needs-backups",
  says: "A blue/green update needs automated backups.",
  source: `${GUIDE}blue-green-deployments-considerations.html`,
  refuse: (subject) =>
    isOn(subject) && (num(subject.resource.inputs, "backupRetentionPeriod") ?? 0) === 0
      ? "InvalidParameterCombination: blueGreenUpdate needs automated backups: set backupRetentionPeriod to 1 or more"
      : undefined,
};

const noReplicas: Rule<InAccount> = {
  id: "instance-blue-green-without-replicas",
  says: "An instance that is updated blue/green by the provider has no read replicas and is none.",
  source:
    "https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/db_instance.html.markdown#low-downtime-updates",
  refuse(subject) {
    const { resource, account, place } = subject;
    const isReplica = str(resource.inputs, "replicateSourceDb") !== undefined;
    const [replica] = replicasOf(account, place, String(resource.outputs.identifier));
    return isOn(subject) && (isReplica || replica)
      ? `InvalidParameterCombination: low-downtime updates do not work with read replicas, and ${replica?.outputs.identifier ?? "this"} is one: turn blueGreenUpdate off`
      : undefined;
  },
};

const majorReplicates: Rule<InAccount> = {
  id: "instance-blue-green-major-replicates",
  says: "A blue/green upgrade to a new major version needs logical replication in the instance that runs.",
  source: `${GUIDE}blue-green-deployments-creating.html`,
  refuse(subject) {
    const { resource, before, account } = subject;
    const major = (values: InAccount["resource"]["inputs"]) => postgresMajor(str(values, "engineVersion") ?? "");
    if (!before || !isOn(subject) || major(before.inputs) === major(resource.inputs)) return undefined;
    const name = str(before.outputs, "parameterGroupName");
    const group = account.find(token.databaseParameterGroup, ({ outputs }) => outputs.name === name);
    const isReplicating = objects(group?.inputs ?? {}, "parameters").some(
      (one) => one.name === "rds.logical_replication" && one.value === "1",
    );
    return isReplicating
      ? undefined
      : `InvalidParameterCombination: logical replication is off in ${name}: set rds.logical_replication to 1 in it, restart the instance, and upgrade it then`;
  },
};

/** Rules on blue/green updates. */
export const blueGreenRules: readonly Rule<InAccount>[] = [needsBackups, noReplicas, majorReplicates];
