import type * as ec2 from "aws-cdk-lib/aws-ec2";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import { Construct } from "constructs";
import { Task, type TaskProps } from "./task";

/**
 * A task for one run, and the record of what that run is of. CDK has nothing that starts the task: in CDK's way the
 * pipeline does, so the run itself is not here.
 */
export function oneOff(scope: Construct, id: string, props: TaskProps & { vpc: ec2.IVpc; of: string }): void {
  const here = new Construct(scope, `${id}-run`);
  new Task(here, id, props);
  new StringParameter(here, "Record", {
    parameterName: `/harbour-staging/${id}`,
    description: "What this run was of; a new value runs it again",
    stringValue: props.of,
  });
}
