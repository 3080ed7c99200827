import { at, isOn, listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const serviceRollbackAlarms: Rule = {
  name: "service-rollback-alarms",
  demands: "A deployment that makes a service fail or slow is taken back by an alarm.",
  why: "Tasks that start well and answer badly count as a success.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html",
      says: "ECS can roll a deployment back when one of the alarms that the service names rings.",
    },
  ],
  wayOut: "Set alarms: {alarmNames: […], enable: true, rollback: true}.",
  enforcement: "advisory",
  types: ["aws:ecs/service:Service"],
  looksAround: false,
  check({ inputs: { alarms } }) {
    const takesBack = isOn(at(alarms, "enable")) && isOn(at(alarms, "rollback"));
    return takesBack && listOf(at(alarms, "alarmNames")).length > 0 ? [] : ["no alarm takes a deployment back"];
  },
};
