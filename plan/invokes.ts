import { repositoryAnswer, restAnswer, teamAnswer, userAnswer } from "../sandbox/github-answers.ts";
import type { Place, Values } from "../sandbox/model.ts";
import { seededBy } from "../sandbox/seed.ts";

type Invoke = (args: Values, place: Place) => Values;

/**
 * Answers a function of a provider in a plan. What the account would answer is not known offline: what is asked for is
 * there, with ids that follow from its name.
 */
export function invokeOffline(token: string, args: Values, place: Place): Values {
  const invoke = invokes[token];
  if (!invoke) {
    throw new Error(`the plan does not know the function ${token}: add it to plan/invokes.ts`);
  }
  return invoke(args, place);
}

const invokes: Readonly<Record<string, Invoke>> = {
  "aws:route53/getZone:getZone": (args) => {
    // What a zone is called that is named by its id, nobody says offline.
    const name = String(args.name ?? "");
    const zoneId = String(args.zoneId ?? `Z${seededBy(name).hex(20).toUpperCase()}`);
    return { id: zoneId, zoneId, name, arn: `arn:aws:route53:::hostedzone/${zoneId}` };
  },
  "aws:rds/getInstance:getInstance": (args, { region }) => {
    const identifier = String(args.dbInstanceIdentifier);
    const { hex } = seededBy(identifier);
    return {
      id: identifier,
      dbInstanceIdentifier: identifier,
      address: `${identifier}.c${hex(11)}.${region}.rds.amazonaws.com`,
      resourceId: `db-${hex(26).toUpperCase()}`,
      vpcSecurityGroups: [`sg-${hex(17)}`],
    };
  },
  // The provider's owner is not told here: two teams of one slug in two owners have one number.
  "github:index/getTeam:getTeam": ({ slug }) => teamAnswer(String(slug)),
  "github:index/getUser:getUser": ({ username }) => userAnswer(String(username)),
  "github:index/getRepository:getRepository": ({ fullName, name }) => repositoryAnswer(String(fullName ?? name)),
  // A subject is written with names alone, until somebody asks GitHub.
  "github:index/getRestApi:getRestApi": ({ endpoint }) => restAnswer(String(endpoint), { use_default: true }),
};
