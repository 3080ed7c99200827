import { getTeamOutput } from "@pulumi/github/getTeam.js";
import { getUserOutput } from "@pulumi/github/getUser.js";
import type * as pulumi from "@pulumi/pulumi";

/** The number by which GitHub knows a person, of whom people know the login. */
export function userId(username: string, child: { parent: pulumi.Resource }): pulumi.Output<number> {
  return getUserOutput({ username }, child).apply(({ id }) => Number(id));
}

/** The number of a team of the provider's organization, of which people know the slug. */
export function teamId(slug: string, child: { parent: pulumi.Resource }): pulumi.Output<number> {
  // Without its members and repositories, which are nothing to us and differ from day to day.
  return getTeamOutput({ slug, summaryOnly: true }, child).apply(({ id }) => Number(id));
}
