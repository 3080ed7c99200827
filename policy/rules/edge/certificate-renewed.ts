import type { Rule } from "../../rule.ts";

export const certificateRenewed: Rule = {
  name: "certificate-renewed",
  demands: "A certificate is one that ACM renews by itself.",
  why: "One that is imported, or waits for an answer to an e-mail, runs out on the day that nobody thought of it.",
  sources: [{ control: "ACM.1" }],
  wayOut: 'Ask ACM for it with validationMethod: "DNS" and leave the record in place.',
  enforcement: "mandatory",
  types: ["aws:acm/certificate:Certificate"],
  looksAround: false,
  check({ inputs: { privateKey, certificateBody, validationMethod } }) {
    if (privateKey !== undefined || certificateBody !== undefined) {
      return ["it is imported"];
    }
    return validationMethod === "EMAIL" ? ["validationMethod is EMAIL"] : [];
  },
};
