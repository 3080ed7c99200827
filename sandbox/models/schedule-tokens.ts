/** Pulumi type tokens of the scheduler. */
export const SCHEDULE_GROUP = "aws:scheduler/scheduleGroup:ScheduleGroup";
export const SCHEDULE = "aws:scheduler/schedule:Schedule";
