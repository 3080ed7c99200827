import { hostname, userInfo } from "node:os";
import { git } from "../../git/git.ts";

/** Who does something, and in which run of a workflow. */
export interface Who {
  readonly by: string;
  readonly run?: string;
}

/** As it was when the program began: the sandbox takes these out of the environment, for they come with credentials. */
const atStart = { ...process.env };

/** Whoever started the workflow, else the user as git knows them, else as the machine does. */
export async function whoRuns(folder: string, variables: NodeJS.ProcessEnv = atStart): Promise<Who> {
  const { GITHUB_ACTOR, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = variables;
  const run =
    GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID
      ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
      : undefined;
  return { by: GITHUB_ACTOR || (await gitUser(folder)) || machineUser(), ...(run !== undefined && { run }) };
}

/** `Name <address>` */
async function gitUser(folder: string): Promise<string | undefined> {
  const [name, address] = await Promise.all(["user.name", "user.email"].map((key) => git(folder, "config", key)));
  return name && address ? `${name} <${address}>` : undefined;
}

function machineUser(): string {
  return `${userInfo().username}@${hostname()}`;
}
