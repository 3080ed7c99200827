import type { Rule } from "../../rule.ts";

export const certificateKeyStrength: Rule = {
  name: "certificate-key-strength",
  demands: "A certificate's RSA key has 2,048 bits or more.",
  why: "A key of 1,024 bits is within reach of whoever can pay for the computers.",
  sources: [{ control: "ACM.2" }],
  wayOut: 'Set keyAlgorithm: "EC_prime256v1" or "RSA_2048", or leave it out.',
  enforcement: "mandatory",
  types: ["aws:acm/certificate:Certificate"],
  looksAround: false,
  check: ({ inputs: { keyAlgorithm } }) => (keyAlgorithm === "RSA_1024" ? ["keyAlgorithm is RSA_1024"] : []),
};
