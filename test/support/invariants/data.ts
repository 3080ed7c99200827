import { isStateful } from "../../../sandbox/spec/spec.ts";
import { paths } from "../declare-stack.ts";
import { type Inputs, type Invariant, without } from "./invariant.ts";

/** What a schedule could not start is told by its alarms, and goes with the job. */
const isTold = ({ path }: { path: string }) => path.endsWith("-dropped-queue");

/** A read replica, and the vault that restore tests restore from, hold copies. */
const isCopy = ({ type, inputs }: { type: string; inputs: Inputs }) =>
  type === "aws:backup/vault:Vault" || inputs.replicateSourceDb !== undefined;

/** How what holds data is kept. */
export const data: readonly Invariant[] = [
  {
    says: "that holds data is protected; a log has its days, and a deleted secret can be had back",
    profile: "production",
    breaking: (declared) => {
      // Everything stands in the VPC, which holds no data itself.
      const holds = (type: string) => isStateful(type) || type === "aws:ec2/vpc:Vpc";
      const exposed = declared.resources.filter(({ type, protect }) => holds(type) && !protect);
      const others = exposed.filter((one) => !/:(LogGroup|Secret)$/.test(one.type) && !isTold(one) && !isCopy(one));
      const kept = ({ recoveryWindowInDays: days }: Inputs) => Number(days) >= 7;
      return [...paths(others), ...without(declared, "secretsmanager/secret:Secret", kept)];
    },
  },
  {
    says: "that is a database is kept by RDS too, and leaves a snapshot",
    profile: "production",
    breaking: (declared) => {
      const kept = (inputs: Inputs) => inputs.deletionProtection === true && inputs.skipFinalSnapshot === false;
      return without(declared, "rds/instance:Instance", kept);
    },
  },
];
