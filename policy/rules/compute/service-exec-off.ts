import { isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const serviceExecOff: Rule = {
  name: "service-exec-off",
  demands: "Nobody can open a shell in a running task.",
  why: "A shell has the app's secrets and its network, and what is typed in it is in no release.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
      says: "Commands of ECS Exec run as root in the container and need a path to Session Manager.",
    },
  ],
  wayOut: "Leave enableExecuteCommand out; a job with the same image does what has to be done once.",
  enforcement: "advisory",
  types: ["aws:ecs/service:Service"],
  looksAround: false,
  check: ({ inputs }) => (isOn(inputs.enableExecuteCommand) ? ["enableExecuteCommand is on"] : []),
};
