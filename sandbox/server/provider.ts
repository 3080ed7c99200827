import { createRequire } from "node:module";
import type { ServerUnaryCall, ServiceError, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { invoke } from "../invokes.ts";
import { seededBy } from "../seed.ts";
import type { World } from "../world.ts";
import type { Subject } from "./answer.ts";
import { diffConfig, diffResponse } from "./diff-response.ts";
import { grpcError } from "./grpc-error.ts";
import type { Operations } from "./operations.ts";
import { type ProviderConfig, providerConfig } from "./provider-config.ts";
import { readProperties, writeProperties } from "./wire.ts";

/** The service definition that a gRPC server adds. */
export const providerService = services.ResourceProviderService;

/** What a call about one resource says. */
interface About {
  getUrn(): string;
}

/**
 * Pulumi's provider protocol for one provider (`aws`, `github` …). The engine opens a connection for each provider
 * resource that it configures, so the connection tells which configuration a call means.
 */
export function providerHandlers(provider: string, operations: Operations, world: World): UntypedServiceImplementation {
  const configs = new Map<string, ProviderConfig>();

  const subject: SubjectOf = (call) => {
    const { type, name } = readUrn(call.request.getUrn());
    const config = configs.get(call.getPeer());
    if (!config) throw new Error(`the provider of ${name} is not configured`);
    return { type, name, config };
  };
  const handlers = {
    ...configuration(provider, configs, world),
    ...inputHandlers(operations, subject),
    ...changes(operations, subject),
  };
  const unimplemented = unary<unknown, unknown>(() => {
    throw Object.assign(new Error("not part of the sandbox"), { code: grpc.status.UNIMPLEMENTED });
  });
  const others = Object.keys(providerService).filter((method) => !(method in handlers));
  return { ...handlers, ...Object.fromEntries(others.map((method) => [method, unimplemented])) };
}

type SubjectOf = (call: ServerUnaryCall<About, unknown>) => Subject;

/** The calls about a provider as a whole, and its functions. */
function configuration(provider: string, configs: Map<string, ProviderConfig>, world: World) {
  return {
    handshake: unary<proto.ProviderHandshakeRequest, proto.ProviderHandshakeResponse>(() => {
      const response = new pb.ProviderHandshakeResponse();
      return response.setAcceptSecrets(true).setAcceptResources(false).setAcceptOutputs(false);
    }),
    attach: unary(() => new empty.Empty()),
    // It comes after every operation, so it must not end the process.
    cancel: unary(() => new empty.Empty()),
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(sdkVersion(provider))),
    checkConfig: unary((call: ServerUnaryCall<proto.CheckRequest, proto.CheckResponse>) =>
      new pb.CheckResponse().setInputs(call.request.getNews()),
    ),
    diffConfig: unary((call: ServerUnaryCall<proto.DiffRequest, proto.DiffResponse>) => diffConfig(call.request)),
    configure: unary((call: ServerUnaryCall<proto.ConfigureRequest, proto.ConfigureResponse>) => {
      const { known } = readProperties(call.request.getArgs());
      configs.set(call.getPeer(), providerConfig(provider, known, world));
      const response = new pb.ConfigureResponse();
      return response.setAcceptsecrets(true).setSupportspreview(true).setAcceptresources(false).setAcceptoutputs(false);
    }),
    invoke: unary((call: ServerUnaryCall<proto.InvokeRequest, proto.InvokeResponse>) => {
      const config = configs.get(call.getPeer());
      const place = config?.place ?? { accountId: "", region: "" };
      const args = readProperties(call.request.getArgs()).known;
      const answer = invoke(call.request.getTok(), args, { world, ...place });
      return new pb.InvokeResponse().setReturn(writeProperties(answer));
    }),
  };
}

/** The calls that look at inputs alone. */
function inputHandlers(operations: Operations, subject: SubjectOf) {
  return {
    check: unary((call: ServerUnaryCall<proto.CheckRequest, proto.CheckResponse>) => {
      const { request } = call;
      const news = readProperties(request.getNews());
      const before = readProperties(request.getOlds()).raw;
      const seed = seededBy(Buffer.from(request.getRandomseed_asU8()).toString("hex"));
      const { values, refusals } = operations.check(subject(call), before, news, (n) => seed.hex(n));
      const failures = refusals.map(({ property, reason }) =>
        new pb.CheckFailure().setProperty(property).setReason(reason),
      );
      return new pb.CheckResponse().setInputs(writeProperties(values, news.secrets)).setFailuresList(failures);
    }),
    diff: unary((call: ServerUnaryCall<proto.DiffRequest, proto.DiffResponse>) => {
      const { request } = call;
      const before = readProperties(request.getOldInputs()).raw;
      return diffResponse(operations.diff(subject(call), before, readProperties(request.getNews()).raw));
    }),
  };
}

/** The calls that change or read the account. */
function changes(operations: Operations, subject: SubjectOf) {
  return {
    create: unary(async (call: ServerUnaryCall<proto.CreateRequest, proto.CreateResponse>) => {
      const inputs = readProperties(call.request.getProperties());
      const about = subject(call);
      const made = call.request.getPreview()
        ? { id: "", ...operations.previewCreate(about, inputs) }
        : await operations.create(about, inputs);
      return new pb.CreateResponse().setId(made.id).setProperties(writeProperties(made.values, made.secrets));
    }),
    update: unary(async (call: ServerUnaryCall<proto.UpdateRequest, proto.UpdateResponse>) => {
      const { request } = call;
      const olds = readProperties(request.getOlds()).raw;
      const oldInputs = readProperties(request.getOldInputs()).raw;
      const inputs = readProperties(request.getNews());
      const about = subject(call);
      const { values, secrets } = request.getPreview()
        ? operations.previewUpdate(about, olds, oldInputs, inputs)
        : await operations.update(about, request.getId(), olds, oldInputs, inputs);
      return new pb.UpdateResponse().setProperties(writeProperties(values, secrets));
    }),
    delete: unary(async (call: ServerUnaryCall<proto.DeleteRequest, unknown>) => {
      const { request } = call;
      const olds = readProperties(request.getProperties()).raw;
      const oldInputs = readProperties(request.getOldInputs()).raw;
      await operations.delete(subject(call), request.getId(), olds, oldInputs);
      return new empty.Empty();
    }),
    read: unary(async (call: ServerUnaryCall<proto.ReadRequest, proto.ReadResponse>) => {
      const { request } = call;
      const state = readProperties(request.getProperties());
      const stateInputs = readProperties(request.getInputs());
      const found = await operations.read(subject(call), request.getId(), state.raw, stateInputs.raw);
      const response = new pb.ReadResponse();
      if (!found) return response;
      response.setInputs(writeProperties(found.inputs.values, [...found.inputs.secrets, ...stateInputs.secrets]));
      response.setProperties(writeProperties(found.outputs.values, [...found.outputs.secrets, ...state.secrets]));
      return response.setId(found.id);
    }),
  };
}

function unary<Request, Response>(
  answer: (call: ServerUnaryCall<Request, Response>) => Response | Promise<Response>,
): (call: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>) => void {
  return (call, done) => {
    Promise.resolve()
      .then(() => answer(call))
      .then(
        (response) => done(null, response),
        (error: unknown) => done(grpcError(error) satisfies Partial<ServiceError>),
      );
  };
}

/** Type and logical name in `urn:pulumi:<stack>::<project>::<parent types$type>::<name>`. */
function readUrn(urn: string): { readonly type: string; readonly name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}

/** The version that the program's SDK expects. */
function sdkVersion(provider: string): string {
  const manifest: unknown = createRequire(import.meta.url)(`@pulumi/${provider}/package.json`);
  const found = typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "";
  return String(found);
}
