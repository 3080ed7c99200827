import type { Mutant } from "../mutant.ts";

/** Who gets to see a secret. */
export const ofSecrets: readonly Mutant[] = [
  {
    id: "given-secret-in-clear",
    guard: "A secret that people give is a secret in the state.",
    file: "components/app-secrets.ts",
    find: 'secret.kind === "given" ? pulumi.secret(secret.value)',
    replace: 'secret.kind === "given" ? pulumi.output(secret.value)',
    tests: ["test/components/app-secrets.test.ts", "test/invariants.test.ts"],
  },
  {
    id: "stored-secret-in-clear",
    guard: "What is put into Secrets Manager is a secret in the state.",
    file: "components/app-secrets.ts",
    find: "secretString: pulumi.secret(args.value)",
    replace: "secretString: args.value",
    tests: ["test/components/app-secrets.test.ts", "test/invariants.test.ts"],
    explained:
      "Each value comes as a secret already, from the configuration or from what draws it; the mark here is for one that forgets.",
  },
  {
    id: "secret-by-no-version",
    guard: "A task names the version of its secrets, so that a new value is an ordinary deployment.",
    file: "components/app-secrets.ts",
    find: "pulumi.interpolate`${arn}:${jsonKey}::${versionId}`",
    replace: "pulumi.interpolate`${arn}:${jsonKey}::`",
    tests: ["test/components/app-secrets.test.ts", "test/components/database-roles.test.ts"],
  },
  {
    id: "short-password",
    guard: "A password that is made has 48 characters.",
    file: "components/app-secrets.ts",
    find: "{ length: 48, special: false }",
    replace: "{ length: 8, special: false }",
    tests: ["test/components/app-secrets.test.ts", "test/components/database-roles.test.ts"],
  },
  {
    id: "missing-secret-found-late",
    guard: "A secret that does not exist is refused before anything is touched.",
    file: "components/secret-preflight.ts",
    find: "text: `${of}: failed (${found.reason})`, failed: true }",
    replace: "text: `${of}: failed (${found.reason})`, failed: false }",
    tests: ["test/components/secret-preflight.test.ts"],
  },
  {
    id: "github-secret-in-clear",
    guard: "A secret of a GitHub environment is a secret in the state.",
    file: "components/github-environment.ts",
    find: "value: pulumi.secret(value) }",
    replace: "value }",
    tests: ["test/components/github-environment.test.ts", "test/invariants.test.ts"],
    explained: "Each value comes as a secret already, from the configuration; the mark here is for one that forgets.",
  },
];
