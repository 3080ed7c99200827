import { GetScheduleCommand, GetScheduleGroupCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import type { Wanted } from "../../cloud.ts";
import { type Finders, present, text, whenThere } from "../finder.ts";
import type { Session } from "../session.ts";

/** Schedule groups by name, schedules by group and name. */
export const finders: Finders = {
  "aws:scheduler/scheduleGroup:ScheduleGroup": scheduleGroup,
  "aws:scheduler/schedule:Schedule": schedule,
};

async function scheduleGroup({ name }: Wanted, session: Session): Promise<string[]> {
  if (name === undefined) {
    return [];
  }
  const scheduler = new SchedulerClient(await session.clientConfig());
  const answer = await whenThere(
    scheduler.send(new GetScheduleGroupCommand({ Name: name })),
    "ResourceNotFoundException",
  );
  return present(answer?.State === "ACTIVE" && answer.Name);
}

async function schedule({ name, inputs }: Wanted, session: Session): Promise<string[]> {
  if (name === undefined) {
    return [];
  }
  const GroupName = text(inputs, "groupName") || "default";
  const scheduler = new SchedulerClient(await session.clientConfig());
  const answer = await whenThere(
    scheduler.send(new GetScheduleCommand({ Name: name, GroupName })),
    "ResourceNotFoundException",
  );
  return present(answer && `${GroupName}/${name}`);
}
