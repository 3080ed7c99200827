import assert from "node:assert/strict";
import { serviceConnect } from "../../components/service-connect.ts";
import { ServiceNamespace } from "../../components/service-namespace.ts";
import { at, declareComponent, ofType } from "../support/declare-stack.ts";

const withNames = (services: Readonly<Record<string, { readonly port: number }>>) =>
  declareComponent(() => {
    new ServiceNamespace("names", { prefix: "shop-staging", vpcId: "vpc-0123456789abcdef0", services });
  });

describe("ServiceNamespace", () => {
  it("is the stack's own, so that two stacks of an account have an api each", async () => {
    const declared = await withNames({ api: { port: 8000 } });
    assert.equal(at(declared, "names/names-names").inputs.name, "shop-staging-names");
  });

  it("has a door for each service, which lets in nobody by itself", async () => {
    const declared = await withNames({ api: { port: 8000 }, mail: { port: 2525 } });
    assert.deepEqual(
      ofType(declared, "SecurityGroup").map(({ name }) => name),
      ["names-api-door", "names-mail-door"],
    );
    assert.deepEqual(ofType(declared, "SecurityGroupIngressRule"), []);
  });
});

describe("serviceConnect", () => {
  const door = { firewallId: "sg-door", port: 8000 };

  it("gives a service its own name and port, handed through as they are", () => {
    assert.deepEqual(serviceConnect("api", { serviceConnect: { namespaceArn: "arn:names", door } }), {
      serviceConnectConfiguration: {
        enabled: true,
        namespace: "arn:names",
        services: [{ portName: "api", discoveryName: "api", clientAlias: [{ port: 8000, dnsName: "api" }] }],
      },
    });
  });

  it("lets a service that only calls others know their names", () => {
    assert.deepEqual(serviceConnect("mail", { serviceConnect: { namespaceArn: "arn:names" } }), {
      serviceConnectConfiguration: { enabled: true, namespace: "arn:names", services: [] },
    });
  });

  it("costs a service nothing that neither calls nor is called", () => {
    assert.deepEqual(serviceConnect("mail", {}), {});
  });
});
