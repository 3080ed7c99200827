import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import type { Values } from "../../sandbox/model.ts";
import { type Properties, readProperties, UNKNOWN, writeProperties } from "../../sandbox/server/wire.ts";

/** The half of the engine that talks to one provider. */
export class ProviderClient {
  readonly #client: InstanceType<typeof services.ResourceProviderClient>;

  /** @param port of the provider on this machine */
  constructor(port: number) {
    // Its own connection, as each provider resource of the engine has one.
    const options = { "grpc.use_local_subchannel_pool": 1 };
    this.#client = new services.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
  }

  close(): void {
    this.#client.close();
  }

  async configure(args: Values): Promise<void> {
    const request = new pb.ConfigureRequest().setArgs(writeProperties(args));
    await call<proto.ConfigureResponse>((done) => this.#client.configure(request, done));
  }

  async check(urn: string, news: Values, olds: Values = {}): Promise<{ inputs: Properties; failures: string[] }> {
    const request = new pb.CheckRequest().setUrn(urn).setNews(writeProperties(news)).setOlds(writeProperties(olds));
    const answer = await call<proto.CheckResponse>((done) =>
      this.#client.check(request.setRandomseed("c2VlZA=="), done),
    );
    return {
      inputs: readProperties(answer.getInputs()),
      failures: answer.getFailuresList().map((one) => one.getReason()),
    };
  }

  async diff(urn: string, before: Values, after: Values): Promise<proto.DiffResponse> {
    const request = new pb.DiffRequest().setUrn(urn).setId("id");
    request.setOldInputs(writeProperties(before)).setOlds(writeProperties(before)).setNews(writeProperties(after));
    return call((done) => this.#client.diff(request, done));
  }

  async create(
    urn: string,
    inputs: Values,
    { preview = false, secrets = [] as readonly string[] } = {},
  ): Promise<{ id: string; outputs: Properties }> {
    const properties = writeProperties(
      inputs,
      secrets.map((key) => [key]),
    );
    const request = new pb.CreateRequest().setUrn(urn).setProperties(properties).setPreview(preview);
    const answer = await call<proto.CreateResponse>((done) => this.#client.create(request, done));
    return { id: answer.getId(), outputs: readProperties(answer.getProperties()) };
  }

  async update(urn: string, id: string, olds: Values, oldInputs: Values, news: Values): Promise<Properties> {
    const request = new pb.UpdateRequest().setUrn(urn).setId(id).setOlds(writeProperties(olds));
    request.setOldInputs(writeProperties(oldInputs)).setNews(writeProperties(news));
    const answer = await call<proto.UpdateResponse>((done) => this.#client.update(request, done));
    return readProperties(answer.getProperties());
  }

  async read(urn: string, id: string, state: Values = {}, inputs: Values = {}): Promise<Read> {
    const request = new pb.ReadRequest().setUrn(urn).setId(id);
    request.setProperties(writeProperties(state)).setInputs(writeProperties(inputs));
    const answer = await call<proto.ReadResponse>((done) => this.#client.read(request, done));
    return {
      id: answer.getId(),
      inputs: readProperties(answer.getInputs()),
      outputs: readProperties(answer.getProperties()),
    };
  }

  async delete(urn: string, id: string): Promise<void> {
    const request = new pb.DeleteRequest().setUrn(urn).setId(id).setProperties(writeProperties({}));
    await call((done) => this.#client.delete(request, done));
  }

  async invoke(token: string, args: Values): Promise<Values> {
    const request = new pb.InvokeRequest().setTok(token).setArgs(writeProperties(args));
    const answer = await call<proto.InvokeResponse>((done) => this.#client.invoke(request, done));
    return readProperties(answer.getReturn()).raw;
  }
}

export interface Read {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** `urn:pulumi:dev::tiny::<type>::<name>` */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::tiny::${type}::${name}`;
}

export { UNKNOWN };

function call<T>(start: (done: (error: grpc.ServiceError | null, answer: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, answer) => (error ? reject(error) : resolve(answer)));
  });
}
