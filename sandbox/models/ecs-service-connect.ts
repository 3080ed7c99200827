import type { InAccount, Rule } from "../model.ts";
import { repeated } from "./each-container.ts";
import { containersOf } from "./ecs-container.ts";
import { findRevision } from "./ecs-revisions.ts";
import { token } from "./tokens.ts";
import { num, object, objects, str } from "./values.ts";

const CONNECT = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html";

const namespaceExists: Rule<InAccount> = {
  id: "service-connect-namespace-exists",
  says: "The namespace of Service Connect exists.",
  source: CONNECT,
  refuse({ resource: { inputs }, account }) {
    const connect = object(inputs, "serviceConnectConfiguration");
    const namespace = str(connect, "namespace");
    const isThere =
      namespace === undefined ||
      account.byArn(namespace)?.type === token.httpNamespace ||
      account.find(token.httpNamespace, ({ outputs }) => outputs.name === namespace) !== undefined;
    return connect.enabled !== true || isThere
      ? undefined
      : `NamespaceNotFoundException: namespace "${namespace}" of service ${inputs.name} does not exist: create it first`;
  },
};

const portsNamed: Rule<InAccount> = {
  id: "service-connect-ports-named",
  says: "What a service offers through Service Connect is a port that its task definition has a name for, each under one name of the namespace.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html",
  refuse({ resource: { inputs }, account, place }) {
    const connect = object(inputs, "serviceConnectConfiguration");
    const offered = objects(connect, "services");
    const revision = findRevision(account, place, str(inputs, "taskDefinition") ?? "");
    const named = containersOf(revision?.inputs ?? {})
      .flatMap((container) => objects(container.values, "portMappings"))
      .map((port) => str(port, "name") ?? "");
    const unknown = offered.map((one) => str(one, "portName") ?? "").find((port) => !named.includes(port));
    if (unknown !== undefined)
      return `InvalidParameterException: portName "${unknown}" is no port of ${inputs.taskDefinition} (${named.filter(Boolean).join(", ") || "none has a name"}): name the port in portMappings`;
    const names = offered.flatMap((one) =>
      objects(one, "clientAlias").map((alias) => `${str(alias, "dnsName") ?? ""}:${num(alias, "port")}`),
    );
    const twice = repeated([...names, ...aliasesOfOthers({ inputs, account })]);
    return twice === undefined
      ? undefined
      : `InvalidParameterException: ${twice} is already a name of the namespace: choose another clientAlias`;
  },
};

/** Names that other services have in the same namespace. */
function aliasesOfOthers({ inputs, account }: Pick<InAccount["resource"], "inputs"> & Pick<InAccount, "account">) {
  const { namespace } = object(inputs, "serviceConnectConfiguration");
  return account
    .all(token.service)
    .filter(({ outputs }) => outputs.name !== inputs.name)
    .map(({ outputs }) => object(outputs, "serviceConnectConfiguration"))
    .filter((connect) => namespace !== undefined && connect.namespace === namespace)
    .flatMap((connect) => objects(connect, "services"))
    .flatMap((one) => objects(one, "clientAlias"))
    .map((alias) => `${str(alias, "dnsName") ?? ""}:${num(alias, "port")}`);
}

/** Rules on Service Connect. */
export const connectRules: readonly Rule<InAccount>[] = [namespaceExists, portsNamed];
