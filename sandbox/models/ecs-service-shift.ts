import type { InAccount, Rule } from "../model.ts";
import { deploymentOf } from "./ecs-deployment.ts";
import { object, objects, str, textsAt } from "./values.ts";

const STRATEGIES = ["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"];

const shiftingStrategy: Rule<InAccount> = {
  id: "service-shifting-strategy-complete",
  says:
    "A deployment strategy other than ROLLING has, for each load balancer, an alternate target group, a production " +
    "listener rule that forwards to both groups, and a role.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-implementation.html",
  refuse({ resource: { inputs }, account }) {
    const strategy = str(object(inputs, "deploymentConfiguration"), "strategy") ?? "ROLLING";
    if (!STRATEGIES.includes(strategy))
      return `InvalidParameterException: deployment strategy "${strategy}" is not known: use one of ${STRATEGIES.join(", ")}`;
    if (strategy === "ROLLING") return undefined;
    for (const balancer of objects(inputs, "loadBalancers")) {
      const advanced = object(balancer, "advancedConfiguration");
      const missing = ["alternateTargetGroupArn", "productionListenerRule", "roleArn"].find(
        (key) => !str(advanced, key),
      );
      if (missing !== undefined)
        return `InvalidParameterException: strategy ${strategy} needs ${missing} in advancedConfiguration: add it`;
      const rule = account.byArn(str(advanced, "productionListenerRule") ?? "");
      const forwardsTo = textsAt(rule?.outputs ?? {}, "actions.forward.targetGroups.arn");
      const both = [str(balancer, "targetGroupArn") ?? "", str(advanced, "alternateTargetGroupArn") ?? ""];
      if (both.some((group) => !forwardsTo.includes(group)))
        return (
          "InvalidParameterException: Both targetGroup and alternateTargetGroup must be associated with the " +
          "productionListenerRule or testListenerRule: let the rule forward to both, with weights 1 and 0"
        );
    }
    return undefined;
  },
};

const rollingInPrimary: Rule<InAccount> = {
  id: "service-rolling-in-primary",
  says:
    "The sandbox lets a service go back to ROLLING only while its requests go to its primary target group: AWS starts " +
    "the new tasks there, leaves the weights of the listener rule as they are, and every request is lost.",
  source: "https://github.com/aws/containers-roadmap/issues/2853",
  refuse({ resource: { id, inputs }, before, account }) {
    const strategy = str(object(inputs, "deploymentConfiguration"), "strategy") ?? "ROLLING";
    const primary = objects(inputs, "loadBalancers").map((balancer) => str(balancer, "targetGroupArn"))[0];
    const live = before === undefined ? undefined : deploymentOf(account, id)?.targetGroup;
    return strategy !== "ROLLING" || primary === undefined || live === undefined || live === primary
      ? undefined
      : `the requests of service ${id} go to ${live}, and a rolling deployment starts its tasks in ${primary}, where none would arrive: ` +
          "deploy once more with the strategy that it has, which takes the requests back to the primary group, then change it";
  },
};

/** Rules on deployments that shift requests between two target groups. */
export const shiftRules: readonly Rule<InAccount>[] = [shiftingStrategy, rollingInPrimary];
