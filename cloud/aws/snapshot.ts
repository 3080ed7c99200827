import {
  CreateDBSnapshotCommand,
  DescribeDBSnapshotsCommand,
  InvalidDBInstanceStateFault,
  RDSClient,
} from "@aws-sdk/client-rds";
import { messageOf } from "../../lib/message-of.ts";
import type { WantedSnapshot } from "../cloud.ts";
import { mayPass } from "./passing-error.ts";
import type { Session } from "./session.ts";

/** How a snapshot is waited for. */
export interface SnapshotMeans {
  readonly session: Session;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly say: (sentence: string) => void;
}

/** A snapshot takes minutes: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateSnapshot.html */
const pollMilliseconds = 15_000;

/** Takes a snapshot and waits until it can be restored. */
export async function snapshot(wanted: WantedSnapshot, means: SnapshotMeans): Promise<void> {
  const rds = new RDSClient(await means.session.clientConfig());
  await take(rds, wanted);
  means.say(`waits for snapshot ${wanted.name} of ${wanted.database}, for ${wanted.timeoutMinutes} minutes at most`);
  const looks = Math.ceil((wanted.timeoutMinutes * 60_000) / pollMilliseconds);
  let last = "not seen";
  for (let look = 0; look <= looks; look += 1) {
    last = await statusOf(rds, wanted.name, last);
    if (last === "available") {
      return;
    }
    if (last === "failed") {
      throw new Error(`snapshot ${wanted.name} of ${wanted.database} failed: look at the events of ${wanted.database}`);
    }
    await means.pause(pollMilliseconds);
  }
  throw new Error(
    `snapshot ${wanted.name} of ${wanted.database} is not there after ${wanted.timeoutMinutes} minutes, it is ${last}: ` +
      "run it again, which goes on waiting for the same one",
  );
}

/** One of this name is there already after an attempt that was broken off. */
async function take(rds: RDSClient, { database, name }: WantedSnapshot): Promise<void> {
  try {
    await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: database, DBSnapshotIdentifier: name }));
  } catch (error) {
    if (error instanceof InvalidDBInstanceStateFault) {
      throw new Error(
        `no snapshot of ${database} can be taken now (${messageOf(error)}): run it again when it is available`,
      );
    }
    if (!(error instanceof Error && error.name.startsWith("DBSnapshotAlreadyExists"))) {
      throw error;
    }
  }
}

/** A look that fails for a passing reason tells nothing new. */
async function statusOf(rds: RDSClient, name: string, before: string): Promise<string> {
  try {
    const { DBSnapshots = [] } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: name }));
    return DBSnapshots[0]?.Status ?? before;
  } catch (error) {
    if (mayPass(error)) {
      return before;
    }
    throw error;
  }
}
