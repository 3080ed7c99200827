import { answered, ofType, paths } from "../declare-stack.ts";
import { containersOf } from "../json-inputs.ts";
import { isIn, plaintexts } from "../secret-search.ts";
import { type Inputs, type Invariant, without } from "./invariant.ts";

/** Whether a rule lets in everybody. */
export const isOpen = (inputs: Inputs) => inputs.cidrIpv4 === "0.0.0.0/0" || inputs.cidrIpv6 === "::/0";

/** Who reaches what, and who reads it. */
export const access: readonly Invariant[] = [
  {
    says: "of AWS goes through the provider that refuses every other account",
    breaking: (declared) => {
      const account = JSON.stringify([declared.place.accountId]);
      const providers = ofType(declared, "providers:aws");
      const guards = providers.filter(({ inputs }) => inputs.allowedAccountIds === account);
      // A zone of another account has its records through one that knows that account alone.
      const ofZones = providers.filter(({ inputs }) => /^\["\d{12}"\]$/.test(String(inputs.allowedAccountIds)));
      const isRecord = ({ type, provider }: { type: string; provider?: string }) =>
        type === "aws:route53/record:Record" && ofZones.some(({ urn }) => urn === provider);
      const outside = declared.resources.filter(
        (one) => one.custom && one.type.startsWith("aws:") && one.provider !== guards[0]?.urn && !isRecord(one),
      );
      return [...paths(guards.slice(1)), ...paths(outside)];
    },
  },
  {
    says: "is closed to the internet, but for the load balancer's two ports",
    breaking: (declared) => {
      const edge = answered(declared, "edge/edge-firewall").id;
      const allowed = ({ securityGroupId, fromPort, toPort }: Inputs) =>
        securityGroupId === edge && fromPort === toPort && (toPort === 80 || toPort === 443);
      const type = "vpc/securityGroupIngressRule:SecurityGroupIngressRule";
      return without(declared, type, (inputs) => !isOpen(inputs) || allowed(inputs));
    },
  },
  {
    says: "has its firewall rules one by one, since a list in the group undoes those beside it",
    breaking: (declared) =>
      without(
        declared,
        "ec2/securityGroup:SecurityGroup",
        ({ ingress, egress }) => ingress === undefined && egress === undefined,
      ),
  },
  {
    says: "shows no secret where it could be read",
    breaking: (declared, values) => {
      const open = JSON.stringify([declared.resources, declared.outputs]);
      return plaintexts(declared, values).filter((secret) => isIn(open, secret));
    },
  },
  {
    says: "that is a container names the version of a secret that is made here, so that a new value is a deployment",
    breaking: (declared) => {
      // A master's is read by a task that runs once, which takes what it is then.
      const made = ofType(declared, "secretsmanager/secret:Secret")
        .filter(({ name }) => !/-master(-secret)?$/.test(name))
        .map(({ path }) => String(answered(declared, path).arn));
      const versioned = /:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
      const floats = ({ valueFrom }: { valueFrom: string }) =>
        made.some((arn) => valueFrom.startsWith(arn)) && !versioned.test(valueFrom);
      return paths(
        ofType(declared, "TaskDefinition").filter((definition) =>
          containersOf(definition).some(({ secrets = [] }) => secrets.some(floats)),
        ),
      );
    },
  },
  {
    says: "that is a container gets its secrets by reference",
    breaking: (declared) => {
      const reference = /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+$/;
      return paths(
        ofType(declared, "TaskDefinition").filter((definition) =>
          containersOf(definition).some(({ secrets = [] }) =>
            secrets.some(({ valueFrom }) => !reference.test(valueFrom)),
          ),
        ),
      );
    },
  },
];
