import { ofType, paths } from "../declare-stack.ts";
import type { Invariant } from "./invariant.ts";

/** What runs code while the engine works. */
export const hooks: readonly Invariant[] = [
  {
    says: "has no hook on its deletion, which would break plain pulumi destroy",
    breaking: ({ resources }) => paths(resources.filter(({ hooks }) => hooks.beforeDelete || hooks.afterDelete)),
  },
  {
    says: "has no hook unless it records a run or deploys a service, so that nothing else runs code during an update",
    breaking: (declared) => {
      const hooked = declared.resources.filter(({ hooks }) => Object.keys(hooks).length > 0);
      // The VPC refuses to be made beside itself.
      const types = ["ssm/parameter:Parameter", "ecs/service:Service", "ec2/vpc:Vpc"]
        .flatMap((type) => ofType(declared, type))
        // A mark of whether the stack sleeps, which is no record of a run.
        .filter(({ name }) => name !== "sleep-mark");
      // The first target group of a service refuses what would leave the requests without one.
      const guarded = ofType(declared, "lb/targetGroup:TargetGroup").filter(({ name }) => name.endsWith("-targets"));
      const routes = ofType(declared, "lb/listenerRule:ListenerRule").filter(({ name }) => name.includes("-route"));
      // Who sets the records themselves is told which; an image is in the cache of ECR before its first task.
      const tells = hooked.filter(
        ({ type, hooks }) =>
          /:(LoadBalancer|CertificateValidation|TaskDefinition)$/.test(type) &&
          Object.values(hooks)
            .flat()
            .every((hook) => /-(tell|warm)$/.test(hook)),
      );
      const [found, meant] = [paths(hooked), paths([...types, ...guarded, ...routes, ...tells])];
      return [...found.filter((path) => !meant.includes(path)), ...meant.filter((path) => !found.includes(path))];
    },
  },
];
