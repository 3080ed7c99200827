import type { RegisterResourceRequest, ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import proto from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { terminateRpcs } from "@pulumi/pulumi/runtime/settings.js";
import { checkInputs } from "../sandbox/check.ts";
import type { Place, Values } from "../sandbox/model.ts";
import { modelOf } from "../sandbox/models/registry.ts";
import { outputsOf } from "../sandbox/outputs.ts";
import { seededBy } from "../sandbox/seed.ts";
import { secretOutputs } from "../sandbox/server/secrets.ts";
import { type Properties, readProperties, UnwrittenProperties } from "../sandbox/server/wire.ts";
import { specOf } from "../sandbox/spec/spec.ts";
import { invokeOffline } from "./invokes.ts";
import type { PlannedResource } from "./plan.ts";
import { hideSecrets, plannedResource, stackType } from "./planned-resource.ts";

/** How gRPC hands an answer back. */
type Done<Response> = (error: unknown, response?: Response) => void;

const providerType = /^pulumi:providers:/;

/**
 * Stands where the engine's monitor would: keeps every request whole, and answers it from the sandbox's models.
 *
 * The SDK's own mocks are not enough: they have no hooks, pass no options on, and name URNs in another way than the
 * engine does. Ids and everything that AWS would make up follow from the URN alone, so that one resource's plan does
 * not change with another's.
 */
export class PlanMonitor extends MockMonitor {
  readonly declared: PlannedResource[] = [];
  /** What AWS or GitHub would refuse, by resource; collected, so that all of it is told at once. */
  readonly refusals: string[] = [];
  outputs: Values = {};
  /** Fails with what the plan cannot go on after; else it never ends. */
  readonly stopped: Promise<never>;
  #stopWith: (error: unknown) => void = () => undefined;
  readonly #project: string;
  readonly #stack: string;
  readonly #place: Place;
  readonly #defaultTags = new Map<string, Values>();
  readonly #paths = new Map<string, string>();

  constructor(project: string, stack: string, place: Place) {
    // The mocks are never asked: every method that would is replaced below.
    super({ newResource: refuse, call: refuse });
    this.stopped = new Promise((_, stop) => {
      this.#stopWith = stop;
    });
    this.#project = project;
    this.#stack = stack;
    this.#place = place;
  }

  override async registerResource(request: RegisterResourceRequest, done: Done<proto.RegisterResourceResponse>) {
    try {
      done(null, this.#register(request));
    } catch (error) {
      this.#stop(error);
    }
  }

  override async invoke(request: ResourceInvokeRequest, done: Done<proto.ResourceInvokeResponse>) {
    try {
      const args = readProperties(request.getArgs()).known;
      const response = new proto.ResourceInvokeResponse();
      response.setReturn(new UnwrittenProperties(invokeOffline(request.getTok(), args, this.#place)));
      done(null, response);
    } catch (error) {
      this.#stop(error);
    }
  }

  /**
   * Ends the plan. The program gets no answer: with one, each resource that depends on this one would fail in its own
   * words, and nobody would be waiting to hear them.
   */
  #stop(error: unknown) {
    terminateRpcs();
    this.#stopWith(error);
  }

  override registerResourceOutputs(request: proto.RegisterResourceOutputsRequest, done: Done<object>) {
    if (request.getUrn() === this.#urn("", stackType, `${this.#project}-${this.#stack}`)) {
      const { raw, secrets } = readProperties(request.getOutputs());
      this.outputs = hideSecrets(raw, secrets);
    }
    done(null, {});
  }

  #register(request: RegisterResourceRequest): proto.RegisterResourceResponse {
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    const urn = this.#urn(parent, type, name);
    if (this.#paths.has(urn)) {
      throw new Error(`${type} "${name}" is declared twice under the same parent`);
    }
    const above = this.#paths.get(parent);
    this.#paths.set(urn, type === stackType ? "" : above ? `${above}/${name}` : name);
    const inputs = readProperties(request.getObject());
    if (type !== stackType) {
      this.declared.push(plannedResource(request, urn, this.#paths.get(urn) ?? name, inputs));
    }

    const response = new proto.RegisterResourceResponse();
    response.setUrn(urn);
    if (request.getCustom()) {
      const made = providerType.test(type) ? this.#provider(urn, inputs) : this.#resource(request, urn, inputs);
      response.setId(made.id);
      response.setObject(new UnwrittenProperties(made.outputs, made.secrets));
    } else {
      response.setObject(request.getObject());
    }
    return response;
  }

  #provider(urn: string, { raw }: Properties) {
    // The SDK hands a provider's inputs over as JSON, and so does the engine.
    const tags: unknown = typeof raw.defaultTags === "string" ? JSON.parse(raw.defaultTags) : undefined;
    if (typeof tags === "object" && tags !== null && "tags" in tags && typeof tags.tags === "object" && tags.tags) {
      this.#defaultTags.set(urn, { ...tags.tags });
    }
    return { id: seededBy(urn).hex(32), outputs: raw, secrets: [] };
  }

  #resource(request: RegisterResourceRequest, urn: string, properties: Properties) {
    const type = request.getType();
    const model = modelOf(type);
    const spec = specOf(type);
    if (!model || !spec) {
      const where = spec ? "a model in sandbox/models/" : "a line in tools/spec/types.ts";
      throw new Error(`the plan does not know ${type} (${request.getName()}): it needs ${where}`);
    }
    const inputs = properties.known;
    for (const { reason } of checkInputs({ type, model, spec, ...withoutSecrets(properties) })) {
      this.refusals.push(`${this.#paths.get(urn)} (${type}): ${reason}`);
    }
    // Without the stack, so that the same thing in two stacks differs only in what the configuration says.
    const seed = seededBy(urn.split("::").slice(2).join("::"));
    const id = model.identify(inputs, seed, this.#place);
    const defaultTags = this.#tagsOf(request.getProvider());
    const outputs = outputsOf({ model, spec, inputs, id, seed, place: this.#place, defaultTags });
    return { id, outputs, secrets: secretOutputs(model, spec, properties, outputs) };
  }

  #tagsOf(provider: string): Record<string, string> {
    const tags = this.#defaultTags.get(provider.slice(0, provider.lastIndexOf("::"))) ?? {};
    return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
  }

  /** As the engine names: the types of all components above, joined by `$`. */
  #urn(parent: string, type: string, name: string): string {
    const above = parent.split("::")[2];
    const chain = above && above !== stackType ? `${above}$${type}` : type;
    return `urn:pulumi:${this.#stack}::${this.#project}::${chain}::${name}`;
  }
}

function refuse(): never {
  throw new Error("the plan answers from the sandbox's models, not from mocks");
}

/** A given secret is a marker in a plan, so its value is as good as not known. */
function withoutSecrets({ known, unknown, secrets }: Properties): { inputs: Values; unknown: ReadonlySet<string> } {
  const secret = new Set(secrets.map(([key]) => String(key)));
  const inputs = Object.fromEntries(Object.entries(known).filter(([key]) => !secret.has(key)));
  return { inputs, unknown: new Set([...unknown, ...secret]) };
}
