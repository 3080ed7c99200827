import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { TASK_DEFINITION } from "../../../sandbox/models/ecs-task-definition.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { app, arnOf, container, serviceInputs, taskInputs } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

/** The app with a namespace, and a task whose port has the name `api`. */
function connected() {
  const all = app();
  const namespace = all.cloud.make(token.httpNamespace, { name: "shop" });
  const port = { name: "api", containerPort: 8080, hostPort: 8080, protocol: "tcp" };
  const named = all.cloud.make(
    TASK_DEFINITION,
    taskInputs([container({ portMappings: [port] })], { family: "shop-named" }),
  );
  return { ...all, namespace, named };
}

type Connected = ReturnType<typeof connected>;
const connect = (of: Connected, more: Values = {}, portName = "api"): Values =>
  serviceInputs(of, {
    taskDefinition: arnOf(of.named),
    serviceConnectConfiguration: {
      enabled: true,
      namespace: arnOf(of.namespace),
      services: [{ portName, discoveryName: "api", clientAlias: [{ port: 8080, dnsName: "api" }] }],
      ...more,
    },
  });

describe("the sandbox's namespace", () => {
  breaks("namespace-name-shape", "a name with a space", { name: "the shop" }, "the shop");
  passes("namespace-name-shape", "a name with a hyphen", { name: "the-shop" });
  const second = (name: string) => () => connected().cloud.creating(token.httpNamespace, { name });
  breaks("namespace-name-unique", "the name of another", second("shop"), "NamespaceAlreadyExists");
  passes("namespace-name-unique", "a name of its own", second("shop-2"));
  const deleting = (used: boolean) => () => {
    const all = connected();
    if (used) all.cloud.make(token.service, connect(all));
    return all.cloud.deleting(all.namespace);
  };
  breaks("namespace-empty", "to be deleted with a service", deleting(true), "ResourceInUse");
  passes("namespace-empty", "to be deleted without services", deleting(false));

  it("has an id and an ARN as Cloud Map writes them", () => {
    const { id, outputs } = new Cloud().make(token.httpNamespace, { name: "shop" });
    assert.match(id, /^ns-[a-z0-9]{16}$/);
    assert.equal(outputs.arn, `arn:aws:servicediscovery:eu-north-1:111111111111:namespace/${id}`);
  });
});

describe("a service with a name in the sandbox", () => {
  const asked =
    (more: Values = {}, portName = "api", before = false) =>
    () => {
      const all = connected();
      if (before) all.cloud.make(token.service, { ...connect(all), name: "other" });
      return all.cloud.creating(token.service, connect(all, more, portName));
    };
  breaks("service-connect-namespace-exists", "a namespace of nowhere", asked({ namespace: "none" }), '"none"');
  passes("service-connect-namespace-exists", "a namespace that is there", asked());
  passes("service-connect-namespace-exists", "a namespace by its name", asked({ namespace: "shop" }));
  breaks("service-connect-ports-named", "a port that has no such name", asked({}, "web"), "name the port");
  breaks("service-connect-ports-named", "the name of another", asked({}, "api", true), "choose another clientAlias");
  passes("service-connect-ports-named", "a port that has the name", asked());
  passes("service-connect-ports-named", "a service that only calls others", asked({ services: [] }));
});
