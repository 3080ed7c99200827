import { basename } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { offlineCloud } from "../cloud/offline.ts";
import { locateStack } from "../config/locate-stack.ts";
import { formatProblems } from "../config/problem.ts";
import { movedRoutes } from "../config/relations.ts";
import { resolve } from "../config/resolve.ts";
import { readStackFile } from "../config/stack-file.ts";
import main from "../index.ts";
import { deployTime } from "../lib/deploy-time.ts";
import { UserError } from "../lib/user-error.ts";
import { overrides } from "../overrides.ts";
import { declare } from "./declare.ts";
import type { Plan } from "./plan.ts";

/**
 * Plans a stack, by its name or by the path of its file. Throws a `UserError` with everything that is wrong with the
 * configuration.
 */
export async function planStack(argument: string | undefined, folder: string = process.cwd()): Promise<Plan> {
  const path = locateStack(argument, folder);
  const { project, stack, values, siblings } = readStackFile(path);
  const resolved = resolve(values, { stack, siblings }, (value) => pulumi.secret(value));
  if (!("stack" in resolved)) {
    throw new UserError(formatProblems(resolved.problems, basename(path)));
  }
  const { prefix, profile, account, edge, exceptions, services, databases } = resolved.stack;
  const place = { accountId: account.accountId, region: account.region };
  const declared = await declare(() => main(resolved, offlineCloud), { project, stack, place });
  return {
    ...declared,
    place: { ...place, prefix, profile, ...(edge.domain && { domain: edge.domain.name }) },
    deploy: deployTime(
      services,
      Object.values(databases).flatMap(({ migrate }) => migrate ?? []),
    ),
    movedRoutes: movedRoutes(resolved.stack),
    warnings: resolved.warnings,
    overrides: overrides.map(({ path: changed, because }) => ({ path: changed, because })),
    exceptions,
  };
}
