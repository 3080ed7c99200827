import type { ECRClient } from "@aws-sdk/client-ecr";
import { whenThere } from "../finder.ts";
import type { Session } from "../session.ts";
import { policySays, type ResourceStatement } from "./resource-policy.ts";
import type { Setting } from "./thing.ts";

/** A repository of private ECR, and a client of its own region. */
export interface RepositoryAt {
  readonly name: string;
  readonly client: () => Promise<ECRClient>;
}

/** Opens nothing yet. */
export function repositoryAt(name: string, region: string, session: Session): RepositoryAt {
  return {
    name,
    async client() {
      const { ECRClient } = await import("@aws-sdk/client-ecr");
      return new ECRClient({ ...(await session.clientConfig()), region });
    },
  };
}

/** Whether the account has it. */
export async function hasRepository({ name, client }: RepositoryAt): Promise<boolean> {
  const { DescribeRepositoriesCommand } = await import("@aws-sdk/client-ecr");
  const answer = (await client()).send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
  return (await whenThere(answer, "RepositoryNotFoundException")) !== undefined;
}

/** Makes it. Tags may move, because a task runs a digest; and nothing expires, because what runs may be of any age. */
export async function makeRepository({ name, client }: RepositoryAt): Promise<void> {
  const { CreateRepositoryCommand } = await import("@aws-sdk/client-ecr");
  await (await client()).send(
    new CreateRepositoryCommand({ repositoryName: name, imageScanningConfiguration: { scanOnPush: true } }),
  );
}

/** That its policy says these statements. */
export function repositoryPolicySays(
  { name, client }: RepositoryAt,
  statements: readonly ResourceStatement[],
  words: Pick<Setting, "so" | "notSo">,
): Setting {
  return policySays(statements, words, {
    async read() {
      const { GetRepositoryPolicyCommand } = await import("@aws-sdk/client-ecr");
      const answer = (await client()).send(new GetRepositoryPolicyCommand({ repositoryName: name }));
      return (await whenThere(answer, "RepositoryPolicyNotFoundException"))?.policyText;
    },
    async write(policyText) {
      const { SetRepositoryPolicyCommand } = await import("@aws-sdk/client-ecr");
      await (await client()).send(new SetRepositoryPolicyCommand({ repositoryName: name, policyText }));
    },
  });
}
