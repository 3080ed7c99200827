import type { Rule } from "../../rule.ts";

/** With the number that LATEST is for Linux, which the control takes, too. */
const latest: readonly unknown[] = [undefined, "LATEST", "1.4.0"];

export const serviceOnLatestPlatform: Rule = {
  name: "service-on-latest-platform",
  demands: "A service of Fargate runs on the platform version that is the latest.",
  why: "An older one gets no security updates of kernel and runtime.",
  sources: [{ control: "ECS.10" }],
  wayOut: 'Leave platformVersion out or set it to "LATEST".',
  enforcement: "mandatory",
  types: ["aws:ecs/service:Service"],
  looksAround: false,
  check: ({ inputs: { platformVersion } }) =>
    latest.includes(platformVersion) ? [] : [`platformVersion is ${platformVersion}`],
};
