import type { Mutant } from "./mutant.ts";
import { ofCloud } from "./mutants/cloud.ts";
import { ofConfigApp } from "./mutants/config-app.ts";
import { ofConfigPlace } from "./mutants/config-place.ts";
import { ofDatabases } from "./mutants/databases.ts";
import { ofDelivery } from "./mutants/delivery.ts";
import { ofGitHub } from "./mutants/github.ts";
import { ofLib } from "./mutants/lib.ts";
import { ofNetwork } from "./mutants/network.ts";
import { ofOneOff } from "./mutants/one-off.ts";
import { ofPlan } from "./mutants/plan.ts";
import { ofGates } from "./mutants/promotion-gates.ts";
import { ofHistory } from "./mutants/promotion-history.ts";
import { ofRoles } from "./mutants/roles.ts";
import { ofRollback } from "./mutants/rollback.ts";
import { ofSandbox } from "./mutants/sandbox.ts";
import { ofSecrets } from "./mutants/secrets.ts";
import { ofServices } from "./mutants/services.ts";
import { ofStores } from "./mutants/stores.ts";

/** Every mutant, by the part of the program that its guard is in. */
export const mutantsByPart: Readonly<Record<string, readonly Mutant[]>> = {
  "components: network and edge": ofNetwork,
  "components: databases": ofDatabases,
  "components: caches, buckets, queues, files": ofStores,
  "components: roles and policies": ofRoles,
  "components: secrets": ofSecrets,
  "components: GitHub": ofGitHub,
  "components: migrations and their order": ofOneOff,
  "components: services and their deployments": ofServices,
  "config: the app": ofConfigApp,
  "config: the place": ofConfigPlace,
  "promotion: gates": ofGates,
  "promotion: history, records, verification": ofHistory,
  "promotion: rollback": ofRollback,
  "lib: reckoning": ofLib,
  "plan: what is shown": ofPlan,
  "delivery: what a job does": ofDelivery,
  "cloud, git, backend: at run time": ofCloud,
  "sandbox: models and runs": ofSandbox,
};

export const mutants: readonly Mutant[] = Object.values(mutantsByPart).flat();
