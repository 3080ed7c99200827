import type { Rule } from "../../rule.ts";

/** As Lambda.2 listed them in August 2026, and the bare system for programs that bring their own. */
const supported: readonly unknown[] = [
  ...["dotnet10", "dotnet8", "java25", "java21", "java17", "java11", "java8.al2"],
  ...["java17.al2023", "java11.al2023", "java8.al2023", "nodejs24.x", "nodejs22.x"],
  ...["python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "ruby4.0", "ruby3.4", "ruby3.3"],
  "provided.al2023",
];

export const functionRuntimeSupported: Rule = {
  name: "function-runtime-supported",
  demands: "A function runs on a runtime that AWS still mends.",
  why: "An older one gets no security updates, and one day the function can no longer be changed.",
  sources: [{ control: "Lambda.2" }],
  wayOut: "Set runtime to one of today, for example nodejs24.x or python3.14.",
  enforcement: "mandatory",
  types: ["aws:lambda/function:Function"],
  looksAround: false,
  check: ({ inputs: { runtime, packageType } }) =>
    packageType === "Image" || supported.includes(runtime) ? [] : [`runtime is ${runtime}`],
};
