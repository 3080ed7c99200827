import { DescribePullThroughCacheRulesCommand, ECRClient } from "@aws-sdk/client-ecr";
import type { Wanted } from "../../cloud.ts";
import { type Finders, present, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** What ECR pulls from other registries, by the prefix of its repositories. */
export const finders: Finders = {
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": pullThroughCacheRule,
};

async function pullThroughCacheRule({ name }: Wanted, session: Session): Promise<string[]> {
  if (name === undefined) {
    return [];
  }
  const ecr = new ECRClient(await session.clientConfig());
  const answer = await whenThere(
    ecr.send(new DescribePullThroughCacheRulesCommand({ ecrRepositoryPrefixes: [name] })),
    "PullThroughCacheRuleNotFoundException",
  );
  return present(...(answer?.pullThroughCacheRules ?? []).map(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix));
}
