import * as pulumi from "@pulumi/pulumi";
import type { Cloud, RingingAlarm } from "../cloud/cloud.ts";
import { explainDeployment } from "../cloud/deployment-text.ts";
import { messageOf } from "../lib/message-of.ts";
import { known } from "./known.ts";
import { refuseStrategyChange } from "./strategy-change.ts";

/** What the hooks of a service ask at run time. */
export type DeployCloud = Pick<Cloud, "service" | "ringing" | "weights">;

export interface DeployHooksArgs {
  readonly cloud: DeployCloud;
  /** ARN. */
  readonly cluster: pulumi.Input<string>;
  /** Physical name. */
  readonly service: string;
  /** ARN of the revision that is to run. */
  readonly definitionArn: pulumi.Input<string>;
  /** What ECS goes back for. */
  readonly alarmNames: readonly pulumi.Input<string>[];
}

/**
 * What happens around a deployment of the service `name`: before it, alarms that ring already are told and a change of
 * strategy that would stop the requests is refused; when it fails, everything that tells why is shown; after it, what
 * runs is compared with what was to run. Nothing happens in a preview, and nothing on deletion, since `pulumi destroy`
 * runs no program that the engine could call back.
 */
export function deployHooks(
  name: string,
  args: DeployHooksArgs,
  { parent }: { parent: pulumi.Resource },
): pulumi.ResourceHookBinding {
  const warn = new pulumi.ResourceHook(`${name}-tell-alarms`, () => tellAlarms(name, args, parent));
  const guard = new pulumi.ResourceHook(`${name}-guard-strategy`, (change) =>
    refuseStrategyChange(name, args.cloud, change),
  );
  const compare = new pulumi.ResourceHook(`${name}-compare`, () => compareRevisions(name, args));
  const explain = new pulumi.ErrorHook(`${name}-explain`, async ({ errors, failedOperation }) => {
    // Unlike the others, an error hook is called in a preview too.
    if (failedOperation !== "delete" && !pulumi.runtime.isDryRun()) {
      // As a message of its own: the engine drops what an error hook throws where the service exists all the same.
      await pulumi.log.error(await why(name, args, errors[0] ?? "the provider gives no reason"), parent);
    }
    return false;
  });
  return {
    beforeCreate: [warn],
    beforeUpdate: [guard, warn],
    afterCreate: [compare],
    afterUpdate: [compare],
    onError: [explain],
  };
}

/** ECS looks away from an alarm that rings when a deployment starts. */
async function tellAlarms(name: string, args: DeployHooksArgs, parent: pulumi.Resource): Promise<void> {
  const tell = (sentence: string) => pulumi.log.warn(sentence, parent);
  try {
    for (const alarm of await ringing(name, args)) {
      await tell(
        `alarm ${alarm.name} rings already, so ECS does not look at it in this deployment of ${name}: ${alarm.reason}`,
      );
    }
  } catch (error) {
    await tell(`whether alarms of ${name} ring already could not be asked: ${messageOf(error)}`);
  }
}

/** A deployment that ECS took back ends in a steady state too, and the provider may call that a success. */
async function compareRevisions(name: string, args: DeployHooksArgs): Promise<void> {
  const [service, wanted] = await Promise.all([address(name, args), known(name, pulumi.output(args.definitionArn))]);
  const report = await args.cloud.service(service, wanted);
  if (report?.taskDefinition !== wanted) {
    throw new Error(await why(name, args, "it is steady, but does not run the revision that it was told to"));
  }
}

async function why(name: string, args: DeployHooksArgs, said: string): Promise<string> {
  try {
    const wanted = await known(name, pulumi.output(args.definitionArn));
    const report = await args.cloud.service(await address(name, args), wanted);
    const alarms = await ringing(name, args);
    return explainDeployment({ service: name, said, wanted, ringing: alarms, ...(report && { report }) });
  } catch (error) {
    return explainDeployment({ service: name, said, ringing: [], problem: messageOf(error) });
  }
}

async function address(name: string, { cluster, service }: Pick<DeployHooksArgs, "cluster" | "service">) {
  return { cluster: await known(name, pulumi.output(cluster)), service };
}

async function ringing(name: string, { cloud, alarmNames }: DeployHooksArgs): Promise<readonly RingingAlarm[]> {
  return alarmNames.length === 0 ? [] : cloud.ringing(await known(name, pulumi.all([...alarmNames])));
}

/**
 * Refuses new target groups under a service that runs: its listener rules go on sending to the old ones, because ECS
 * alone moves their weights.
 */
export function targetsGuard(
  name: string,
  args: Pick<DeployHooksArgs, "cloud" | "cluster" | "service">,
): pulumi.ResourceHook {
  return new pulumi.ResourceHook(`${name}-guard-targets`, async () => {
    if (await args.cloud.service(await address(name, args))) {
      throw new Error(
        `${name} runs, and its target groups would be made again, as after a change of protocol or sticky: its listener ` +
          `rules cannot move to new ones without an outage. Put the old value back and do it in two steps: 1. declare a second service ` +
          'under another name with the new value and a route that nobody uses, and run "pulumi up"; 2. move the routes ' +
          `to it, take ${name} out, and run "pulumi up" again`,
      );
    }
  });
}
