import { Dashboard as CloudWatchDashboard } from "@pulumi/aws/cloudwatch/dashboard.js";
import * as pulumi from "@pulumi/pulumi";
import { dashboardBody } from "../lib/dashboard/dashboard.ts";
import { type DashboardFacts, inOrder } from "../lib/dashboard/facts.ts";
import { physicalName } from "../lib/names.ts";

/** The same, where any part of it may be known only later. */
type Later<T> = pulumi.Input<T extends string | number | boolean ? T : { readonly [Key in keyof T]: Later<T[Key]> }>;

/** What of a stack is drawn; resources are named by the values that CloudWatch knows them by. */
export type DashboardArgs = Pick<DashboardFacts, "prefix"> & {
  readonly [Key in keyof DashboardFacts]: Later<DashboardFacts[Key]>;
};

/** One page of CloudWatch on which the whole stack is seen: what comes in, what fails, and what it stands on. */
export class Dashboard extends pulumi.ComponentResource {
  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:dashboard:Dashboard", name, {}, opts);

    new CloudWatchDashboard(
      `${name}-page`,
      {
        dashboardName: physicalName("dashboard", args.prefix, "overview"),
        dashboardBody: pulumi
          .output(args)
          .apply((facts: DashboardFacts) => JSON.stringify(dashboardBody(inOrder(facts)))),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
