import {
  hasRepository,
  makeRepository,
  repositoryAt,
  repositoryPolicySays,
} from "../cloud/aws/foundation/repository.ts";
import type { Thing } from "../cloud/aws/foundation/thing.ts";
import type { Session } from "../cloud/aws/session.ts";
import { type Guest, letIn } from "./let-in.ts";

/** A repository of private ECR that images of the app are pushed to. */
export interface ImageRepository {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /** Stacks of other accounts, which run the same images. */
  readonly guests: readonly Guest[];
}

const pull = {
  Sid: "Pull",
  Effect: "Allow",
  Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
};

/** The repository as something that an account has. Another account's says nothing to this one but images. */
export function imageRepository(repository: ImageRepository, session: Session): Thing {
  const { name, region, accountId, guests } = repository;
  const at = repositoryAt(name, region, session);
  const isOwn = accountId === session.place.accountId;
  const note = `in account ${accountId}, which has to let this one pull: docs/images.md says how`;
  return {
    name: `repository ${name}`,
    presence: async () => {
      if (!isOwn) {
        return { is: "elsewhere", note };
      }
      return { is: (await hasRepository(at)) ? "there" : "missing" };
    },
    make: () => makeRepository(at),
    settings: guests.map((guest) =>
      repositoryPolicySays(at, letIn(guest, [pull]), {
        so: `lets ${guest.accountId} (${guest.stack}) pull`,
        notSo: `does not let ${guest.accountId} (${guest.stack}) pull`,
      }),
    ),
  };
}
