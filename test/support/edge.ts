import * as pulumi from "@pulumi/pulumi";
import { LoadBalancer, type LoadBalancerArgs } from "../../components/load-balancer.ts";
import { type Declared, declareComponent, place } from "./declare-stack.ts";

const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];

/** A load balancer without a domain and without anything that costs extra. */
export const edgeArgs: LoadBalancerArgs = {
  prefix: "shop-staging",
  accountId: place.accountId,
  network: {
    vpcId: pulumi.output("vpc-0123456789abcdef0"),
    publicSubnetIds: subnets.map((id) => pulumi.output(id)),
    publicReady: [],
  },
  alarms: {
    prefix: "shop-staging",
    topics: { pageArn: pulumi.output("arn:page"), notifyArn: pulumi.output("arn:notify") },
  },
  dnsProvider: undefined,
  hosts: [],
  idleTimeoutSeconds: 60,
  deletionProtection: false,
  headers: { hstsSeconds: 31_536_000, frameOptions: "SAMEORIGIN", noSniff: true },
  closed: [],
  logRetentionDays: 7,
};

/** A domain whose zone has its name. */
export const domain: NonNullable<LoadBalancerArgs["domain"]> = {
  name: "shop.example.com",
  aliases: ["www.shop.example.com"],
  dns: { kind: "zone" },
};

/** What a load balancer named `edge` declares: without a domain, but for what the test says. */
export function declareEdge(own: Partial<LoadBalancerArgs> = {}): Promise<Declared> {
  return declareComponent(() => new LoadBalancer("edge", { ...edgeArgs, ...own }));
}

/** The value of one of its outputs. */
export async function outputOfEdge<T>(
  pick: (edge: LoadBalancer) => pulumi.Output<T> | undefined,
  own: Partial<LoadBalancerArgs>,
): Promise<T | undefined> {
  let value: T | undefined;
  await declareComponent(() => {
    pick(new LoadBalancer("edge", { ...edgeArgs, ...own }))?.apply((known) => {
      value = known;
    });
  });
  return value;
}

/** What `program` logs at a level. */
async function logged(level: "info" | "error", program: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const original = pulumi.log[level];
  Reflect.set(pulumi.log, level, async (text: string) => void said.push(text));
  try {
    await program();
    return said;
  } finally {
    Reflect.set(pulumi.log, level, original);
  }
}

/** What is said when the hooks of a type's resources run, with the outputs that AWS would have given. */
export function saidByHooks(
  type: string,
  when: "beforeCreate" | "afterCreate",
  newOutputs: Record<string, unknown>,
  own: Partial<LoadBalancerArgs>,
): Promise<string[]> {
  return logged("info", async () => {
    const runs: Promise<unknown>[] = [];
    await declareComponent(() => {
      pulumi.runtime.registerStackTransformation((resource) => {
        const hooks = resource.type.endsWith(`:${type}`) ? (resource.opts.hooks?.[when] ?? []) : [];
        for (const hook of hooks) {
          const args = { urn: "urn:1", id: "1", name: resource.name, type: resource.type, newOutputs };
          runs.push(
            Promise.resolve(hook instanceof pulumi.ResourceHook && hook.callback(args as pulumi.ResourceHookArgs)),
          );
        }
        return undefined;
      });
      new LoadBalancer("edge", { ...edgeArgs, ...own });
    });
    await Promise.all(runs);
  });
}
