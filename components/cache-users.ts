import { User } from "@pulumi/aws/elasticache/user.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { generated } from "./app-secrets.ts";

/** Where the users of a cache belong. */
export interface CacheUserArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly engine: "valkey" | "redis";
}

type Child = { parent: pulumi.Resource };

/** User of whoever publishes the depth of queues: too long for the name of a service or job. */
export const publisherName = "slipway-queue-publisher";

/**
 * Commands that libraries of queues cannot do without, although they are among those taken away: Sidekiq, BullMQ and
 * arq read INFO, BullMQ and RQ look for workers by CLIENT LIST. Redis 6 counts all of CLIENT among them.
 */
const needed = "+client|getname +client|list +client|setname +info";

/**
 * What a client may do: no command that looks at or changes the server, or ends everybody's data. In the order in which
 * Redis and Valkey give it back, or every preview would show a change.
 */
export const rights = {
  write: `on ~* &* +@all -@admin -@dangerous ${needed}`,
  read: `on ~* resetchannels -@all +@connection +@read -@admin -@dangerous ${needed}`,
};

/** Every group of Redis must have a user named `default`: this one cannot log in, and has a password all the same. */
export function offUser(name: string, args: CacheUserArgs, child: Child): User {
  return new User(
    `${name}-default-user`,
    {
      userId: physicalName("cacheUser", args.prefix, `${name}-default`, [args.engine]),
      userName: "default",
      engine: args.engine,
      // In the form that ElastiCache gives it back, or every preview would show a change.
      accessString: "off ~* resetchannels -@all",
      authenticationMode: { type: "password", passwords: [generated(`${name}-default`, child)] },
    },
    child,
  );
}

/** A user that logs in with a password and may do what `accessString` says. */
export function cacheUser(
  name: string,
  key: string,
  accessString: string,
  password: pulumi.Output<string>,
  args: CacheUserArgs,
  child: Child,
): User {
  return new User(
    `${name}-${key}-user`,
    {
      userId: physicalName("cacheUser", args.prefix, `${name}-${key}`, [args.engine]),
      userName: key,
      engine: args.engine,
      accessString,
      authenticationMode: { type: "password", passwords: [password] },
    },
    child,
  );
}
