/** Pulumi type tokens of autoscaling. */
export const SCALABLE_TARGET = "aws:appautoscaling/target:Target";
export const SCALING_POLICY = "aws:appautoscaling/policy:Policy";
export const SCHEDULED_ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction";

/** What scales in a service of ECS. */
export const DIMENSION = "ecs:service:DesiredCount";
