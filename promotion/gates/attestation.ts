import { passed, refused, type Verdict } from "./gate.ts";

/** What `gh attestation verify` says of an image. */
export interface AttestedImage {
  readonly image: string;
  readonly is: boolean;
  readonly says: string;
}

/** Every image was built by a workflow of the app's repository, where the target asks for proof. */
export function attestationGate(asked: boolean, images: readonly AttestedImage[]): Verdict {
  if (!asked) {
    return passed("attestation", "environment.promotion.attested does not ask for it");
  }
  const without = images.filter(({ is }) => !is);
  if (without.length > 0) {
    return refused(
      "attestation",
      `${without.map(({ image, says }) => `release.images.${image}: ${says}`).join("; ")}: build it in a workflow that runs actions/attest-build-provenance`,
    );
  }
  return passed("attestation", `${images.map(({ image }) => image).join(", ")} built by the app's own workflows`);
}
