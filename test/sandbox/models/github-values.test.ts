import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import type { Cloud } from "./cloud.ts";
import { github } from "./github-owner.ts";

const staging = { repository: "shop", environment: "staging" };
const shop = { repository: "shop" };

/** Each kind of secret and variable, where it is kept, and how many GitHub keeps there. */
const kinds: readonly Kind[] = [
  { type: token.githubSecret, word: "actions-environment-secret", name: "secretName", where: staging, most: 100 },
  { type: token.githubVariable, word: "actions-environment-variable", name: "variableName", where: staging, most: 100 },
  { type: token.githubRepositorySecret, word: "actions-secret", name: "secretName", where: shop, most: 100 },
  { type: token.githubRepositoryVariable, word: "actions-variable", name: "variableName", where: shop, most: 500 },
  { type: token.githubDependabotSecret, word: "dependabot-secret", name: "secretName", where: shop },
];

interface Kind {
  readonly type: string;
  readonly word: string;
  readonly name: "secretName" | "variableName";
  readonly where: object;
  readonly most?: number;
}

function withEnvironment(repository?: string): Cloud {
  const cloud = github(repository);
  if (repository === undefined) {
    cloud.make(token.githubEnvironment, staging);
  }
  return cloud;
}

for (const { type, word, name, where, most } of kinds) {
  describe(`the sandbox's ${word.replaceAll("-", " ")} of GitHub`, () => {
    const key = { ...where, [name]: "KEY", value: "x" };
    const one = (more: object, repository?: string) => () =>
      withEnvironment(repository).creating(type, { ...key, ...more });

    breaks(`${word}-name`, "a name that GitHub keeps for itself", { [name]: "GITHUB_KEY" }, "GITHUB_");
    breaks(`${word}-name`, "a name with a hyphen", { [name]: "API-KEY" }, "underscores");
    breaks(`${word}-name`, "a digit first", { [name]: "1KEY" }, "no digit first");
    passes(`${word}-name`, "letters and underscores", { [name]: "API_KEY" });
    breaks(`${word}-size`, "a value of 49 KB", { value: "x".repeat(49 * 1024) }, "bytes");
    passes(`${word}-size`, "a value of 48 KB", { value: "x".repeat(48 * 1024) });
    if ("environment" in where) {
      breaks(`${word}-environment-exists`, "an environment of nowhere", one({ environment: "test" }), "make it first");
      passes(`${word}-environment-exists`, "an environment of the repository", one({}));
    } else {
      breaks(`${word}-repository-exists`, "a repository that the world lacks", one({}, "acme/other"), "- acme/shop");
      passes(`${word}-repository-exists`, "a repository of the world", one({}));
    }
    if (most !== undefined) {
      const crowded = (count: number) => () => {
        const cloud = withEnvironment();
        for (let n = 0; n < count; n += 1) {
          cloud.given(type, { ...key, [name]: `KEY_${n}` });
        }
        return cloud.creating(type, key);
      };
      breaks(`${word}-quota`, `number ${most + 1}`, crowded(most), "remove some");
      passes(`${word}-quota`, `number ${most}`, crowded(most - 1));
    }
    if (name === "secretName") {
      breaks(`${word}-one-value`, "a plain and an encrypted value", one({ valueEncrypted: "eA==" }), "exactly one");
      passes(`${word}-one-value`, "one value", one({}));
    } else {
      const beside = (variableName: string) => () => {
        const cloud = withEnvironment();
        cloud.make(type, { ...key, value: "tiny/production" });
        return cloud.creating(type, { ...key, variableName });
      };
      breaks(`${word}-once`, "a name that is there, whatever its case", beside("key"), '"tiny/production"');
      passes(`${word}-once`, "another name", beside("URL"));
    }
  });
}
