import { DescribeTasksCommand, ECSClient, ExecuteCommandCommand } from "@aws-sdk/client-ecs";
import { SSMClient, StartSessionCommand } from "@aws-sdk/client-ssm";
import { UserError } from "../../lib/user-error.ts";
import type { ForwardOrder, OpenedSession, TaskAddress } from "../operations.ts";
import type { Session } from "./session.ts";

/** Opens a shell, as the plugin of Session Manager then speaks it. */
export async function openShell(address: TaskAddress, command: string, session: Session): Promise<OpenedSession> {
  const config = await session.clientConfig();
  const ecs = new ECSClient(config);
  const { cluster, taskArn: task, container } = address;
  const target = await targetOf(address, ecs);
  const answer = await ecs
    .send(new ExecuteCommandCommand({ cluster, task, container, command, interactive: true }))
    .catch((error: unknown) => {
      throw agentOff(error) ? new UserError(noAgent(address)) : error;
    });
  const { sessionId, streamUrl, tokenValue } = answer.session ?? {};
  return opened(
    { SessionId: sessionId, StreamUrl: streamUrl, TokenValue: tokenValue },
    { Target: target },
    ecs,
    session,
  );
}

/** Opens a tunnel from a port of this machine through a container. */
export async function openForward(order: ForwardOrder, session: Session): Promise<OpenedSession> {
  const config = await session.clientConfig();
  const request = {
    Target: await targetOf(order, new ECSClient(config)),
    DocumentName: "AWS-StartPortForwardingSessionToRemoteHost",
    Parameters: {
      host: [order.host],
      portNumber: [`${order.port}`],
      localPortNumber: [`${order.localPort}`],
    },
  };
  const ssm = new SSMClient(config);
  const { SessionId, StreamUrl, TokenValue } = await ssm
    .send(new StartSessionCommand(request))
    .catch((error: unknown) => {
      throw error instanceof Error && error.name === "TargetNotConnected" ? new UserError(noAgent(order)) : error;
    });
  return opened({ SessionId, StreamUrl, TokenValue }, request, ssm, session);
}

/** What Systems Manager calls a container. */
async function targetOf({ cluster, taskArn, container }: TaskAddress, ecs: ECSClient): Promise<string> {
  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
  const runtimeId = tasks?.[0]?.containers?.find(({ name }) => name === container)?.runtimeId;
  if (runtimeId === undefined) {
    throw new UserError(
      `container ${container} of task ${taskArn} does not run: leave out --task for the newest that does`,
    );
  }
  return `ecs:${lastOf(cluster)}_${lastOf(taskArn)}_${runtimeId}`;
}

/** As a client of AWS has it, where nothing is sure. */
type Answered = { readonly [key in keyof OpenedSession["session"]]: string | undefined };

async function opened(
  { SessionId = "", StreamUrl = "", TokenValue = "" }: Answered,
  request: OpenedSession["request"],
  client: ECSClient | SSMClient,
  { place }: Session,
): Promise<OpenedSession> {
  return {
    session: { SessionId, StreamUrl, TokenValue },
    region: place.region,
    request,
    endpoint: await urlOf(client),
  };
}

/** Where the plugin goes when it resumes a session. */
async function urlOf({ config }: ECSClient | SSMClient): Promise<string> {
  const endpoint = await config.endpoint?.();
  if (endpoint !== undefined) {
    const { protocol, hostname, port, path } = endpoint;
    return `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`;
  }
  return config.endpointProvider({ Region: await config.region() }).url.href;
}

function agentOff(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === "TargetNotConnectedException" || /execute command agent isn.t running/i.test(error.message))
  );
}

function noAgent({ taskArn, container }: TaskAddress): string {
  return `task ${lastOf(taskArn)} lets nobody into container ${container}: it was started before exec was set, or its agent does not run (yet); wait a minute, name a newer one with --task, or deploy again, which starts new ones`;
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
