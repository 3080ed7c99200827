import * as pulumi from "@pulumi/pulumi";
import { isGrpcError } from "@pulumi/pulumi/errors.js";
import rpc from "@pulumi/pulumi/runtime/rpc.js";

/** How the SDK tells an output what the engine has answered. */
type Settle = (
  value: unknown,
  isKnown: boolean,
  isSecret: boolean,
  dependencies?: readonly pulumi.Resource[],
  error?: Error,
) => void;

/**
 * Has the SDK make the output of a resource's property when the program first asks for it, for as long as `run` runs. By
 * itself it makes all of them with the resource, of two dozen promises each: fifty for a resource of which the program
 * reads two. That is a fifth of a plan's time and a quarter of its memory.
 */
export async function withLazyOutputs(run: () => Promise<void>): Promise<void> {
  const { transferProperties } = rpc;
  Reflect.set(rpc, "transferProperties", transferLazily);
  try {
    await run();
  } finally {
    Reflect.set(rpc, "transferProperties", transferProperties);
  }
}

/** Takes the place of the SDK's function of that name, and answers as it does. */
function transferLazily(resource: pulumi.Resource, _label: string, properties: object): Record<string, Settle> {
  // The SDK sees to these two itself.
  const names = Object.keys(properties).filter((name) => name !== "id" && name !== "urn");
  return Object.fromEntries(names.map((name) => [name, lazyOutput(resource, name)]));
}

function lazyOutput(resource: pulumi.Resource, name: string): Settle {
  const { promise, resolve, reject } = Promise.withResolvers<Parameters<Settle>>();
  // Whoever reads the output hears of a failure, if anybody does.
  promise.catch(() => undefined);
  const property = { configurable: true, enumerable: true };
  Object.defineProperty(resource, name, {
    ...property,
    get() {
      // The typings have no constructor, and `Object` hands it on without them.
      const value: unknown = Reflect.construct(Object(pulumi.Output), [
        resource,
        promise.then(([answered]) => answered),
        promise.then(([, isKnown]) => isKnown),
        promise.then(([, , isSecret]) => isSecret),
        promise.then(([, , , dependencies = []]) => dependencies),
      ]);
      Object.defineProperty(resource, name, { ...property, value, writable: true });
      return value;
    },
  });
  return (...answer) => {
    const [, , , , error] = answer;
    if (error === undefined) resolve(answer);
    // Nothing is told of a connection that ends: the SDK leaves such an output without an answer too.
    else if (!isGrpcError(error)) reject(error);
  };
}
