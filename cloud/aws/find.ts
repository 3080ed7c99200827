import { messageOf } from "../../lib/message-of.ts";
import { UserError } from "../../lib/user-error.ts";
import type { Wanted } from "../cloud.ts";
import type { Finders } from "./finder.ts";
import type { Session } from "./session.ts";

/** The finders by the module of the type token; each file loads the clients that its types need. */
const modules: Readonly<Record<string, () => Promise<{ finders: Finders }>>> = {
  acm: () => import("./finders/tagged.ts"),
  appautoscaling: () => import("./finders/scaling.ts"),
  "backup/plan": () => import("./finders/tagged.ts"),
  "backup/restoreTestingPlan": () => import("./finders/tagged.ts"),
  "backup/restoreTestingSelection": () => import("./finders/backup.ts"),
  "backup/selection": () => import("./finders/backup.ts"),
  "backup/vault": () => import("./finders/tagged.ts"),
  "cloudwatch/alarmMuteRule": () => import("./finders/tagged.ts"),
  "cloudwatch/compositeAlarm": () => import("./finders/tagged.ts"),
  "cloudwatch/eventRule": () => import("./finders/tagged.ts"),
  "cloudwatch/logGroup": () => import("./finders/log-group.ts"),
  "cloudwatch/metricAlarm": () => import("./finders/tagged.ts"),
  "cloudwatch/queryDefinition": () => import("./finders/saved-query.ts"),
  ec2: () => import("./finders/network.ts"),
  ecr: () => import("./finders/pull-through.ts"),
  ecs: () => import("./finders/ecs.ts"),
  "efs/accessPoint": () => import("./finders/tagged.ts"),
  "efs/fileSystem": () => import("./finders/tagged.ts"),
  "efs/mountTarget": () => import("./finders/mount-target.ts"),
  elasticache: () => import("./finders/cache.ts"),
  iam: () => import("./finders/role.ts"),
  "lambda/function": () => import("./finders/tagged.ts"),
  lb: () => import("./finders/load-balancer.ts"),
  rds: () => import("./finders/database.ts"),
  "route53/healthCheck": () => import("./finders/health-check.ts"),
  route53: () => import("./finders/record.ts"),
  "s3/bucket": () => import("./finders/tagged.ts"),
  scheduler: () => import("./finders/schedule.ts"),
  secretsmanager: () => import("./finders/secret.ts"),
  servicediscovery: () => import("./finders/tagged.ts"),
  "sns/topic": () => import("./finders/tagged.ts"),
  "sns/topicPolicy": () => import("./finders/topic.ts"),
  "sns/topicSubscription": () => import("./finders/topic.ts"),
  "sqs/queue": () => import("./finders/tagged.ts"),
  ssm: () => import("./finders/tagged.ts"),
  vpc: () => import("./finders/security-group.ts"),
  "wafv2/ipSet": () => import("./finders/tagged.ts"),
  "wafv2/webAcl": () => import("./finders/tagged.ts"),
};

/** The finder of one type, or undefined when there is nothing to find. */
export async function finderOf(type: string) {
  const [, module, file] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  const load = modules[`${module}/${file}`] ?? modules[`${module}`];
  return (await load?.())?.finders[type];
}

/** The provider's id of what `wanted` describes, when exactly one thing that the state does not hold fits. */
export async function find(wanted: Wanted, session: Session): Promise<string | undefined> {
  const finder = await finderOf(wanted.type);
  if (!finder) {
    return undefined;
  }
  const found = await finder(wanted, session).catch((error: unknown) => {
    const sentence = `cannot look for ${described(wanted)}: ${messageOf(error)}`;
    throw error instanceof UserError ? new UserError(sentence) : new Error(sentence);
  });
  const candidates = [...new Set(found)].filter((id) => !wanted.known?.includes(id));
  if (candidates.length > 1) {
    throw new Error(
      `${described(wanted)} is there ${candidates.length} times (${candidates.join(", ")}): import the right one with "pulumi import"`,
    );
  }
  return candidates[0];
}

function described({ type, name, tag }: Wanted): string {
  if (name !== undefined) {
    return `${type} "${name}"`;
  }
  return tag === undefined ? type : `${type} with the tag ${tag.key}=${tag.value}`;
}
