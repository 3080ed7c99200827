import { z } from "zod";
import type { CloudPlace } from "../../cloud/cloud.ts";
import { profiles } from "../../config/profiles.ts";
import type { Values } from "../../config/values.ts";
import { UserError } from "../../lib/user-error.ts";

/** What a verification has to know of the place that something was deployed to. */
export interface DeployedPlace {
  readonly account: CloudPlace;
  /** How long a deployment may take. */
  readonly maxMinutes: number;
  /** Every request is answered with 503, on purpose. */
  readonly isInMaintenance: boolean;
  /** It has hours of sleep. */
  readonly sleeps: boolean;
  /** Services that are to run no task. */
  readonly stopped: ReadonlySet<string>;
}

const environment = z.looseObject({
  profile: z.enum(["staging", "production"]),
  aws: z.looseObject({
    accountId: z.string(),
    region: z.string(),
    assumeRole: z.string().exactOptional(),
  }),
  deploy: z.looseObject({ maxMinutes: z.number().optional() }).optional(),
  edge: z.looseObject({ maintenance: z.unknown().optional() }).optional(),
  cost: z.looseObject({ sleep: z.unknown().optional() }).optional(),
  services: z.record(z.string(), z.looseObject({ stopped: z.unknown().optional() })).default({}),
});

/** Reads an `environment` as it was deployed, perhaps by an earlier program. */
export function deployedPlace(values: Values, stack: string): DeployedPlace {
  const { data, error } = environment.safeParse(values);
  if (data === undefined) {
    throw new UserError(
      `the environment that ${stack} was deployed with cannot be read, deploy it again with this program: ${z.prettifyError(error)}`,
    );
  }
  const { accountId, region, assumeRole } = data.aws;
  return {
    account: { accountId, region, ...(assumeRole !== undefined && { assumeRole }) },
    maxMinutes: data.deploy?.maxMinutes ?? profiles[data.profile].maxDeployMinutes,
    isInMaintenance: data.edge?.maintenance !== undefined,
    sleeps: data.cost?.sleep !== undefined,
    stopped: new Set(
      Object.entries(data.services).flatMap(([name, { stopped }]) => (stopped === undefined ? [] : [name])),
    ),
  };
}
