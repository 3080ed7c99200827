import grpc from "@grpc/grpc-js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import any from "google-protobuf/google/protobuf/any_pb.js";
import { messageOf } from "../../lib/message-of.ts";
import { InitializationFailed } from "./answer.ts";
import { writeProperties } from "./wire.ts";

/** How an error goes to the engine; a resource that exists but failed goes with what it has become. */
export function grpcError(error: unknown): {
  readonly code: grpc.status;
  readonly details: string;
  readonly metadata?: grpc.Metadata;
} {
  const details = messageOf(error);
  if (error instanceof InitializationFailed) {
    const { UNKNOWN } = grpc.status;
    const metadata = new grpc.Metadata();
    const status = new statusPb.Status()
      .setCode(UNKNOWN)
      .setMessage(details)
      .setDetailsList([packed(error)]);
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    return { code: UNKNOWN, details, metadata };
  }
  const unimplemented = error instanceof Error && "code" in error && error.code === grpc.status.UNIMPLEMENTED;
  return { code: unimplemented ? grpc.status.UNIMPLEMENTED : grpc.status.UNKNOWN, details };
}

function packed({ id, inputs, outputs, message }: InitializationFailed) {
  const detail = new pb.ErrorResourceInitFailed();
  detail.setId(id).setReasonsList([message]);
  detail.setProperties(writeProperties(outputs.values, outputs.secrets));
  detail.setInputs(writeProperties(inputs.raw, inputs.secrets));
  const details = new any.Any();
  details.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  return details;
}
