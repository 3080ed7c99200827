import type { Range } from "./range.ts";

/** A guess that an estimate rests on, since the configuration does not say it. */
export interface Assumption extends Range {
  readonly what: string;
}

/** Hours of an average month, as AWS's own calculator takes them: https://calculator.aws */
export const HOURS_A_MONTH = 730;

/** What nobody can know before there is a bill. All of it is for one month and the whole environment. */
export const assumptions = {
  natGib: { what: "GiB through the NAT gateways", low: 5, expected: 30, high: 200 },
  internetGib: { what: "GiB to the internet, beyond AWS's free 100", low: 0, expected: 0, high: 200 },
  flowLogGib: { what: "GiB of flow logs, where they are written", low: 0.2, expected: 1, high: 10 },
  accessLogGib: { what: "GiB of access logs that are kept, where they are written", low: 0.1, expected: 1, high: 20 },
  lcus: { what: "LCUs of the load balancer in an average hour", low: 0.2, expected: 1, high: 3 },
  millionRequests: {
    what: "million requests, for the web application firewall and queues",
    low: 0.1,
    expected: 2,
    high: 20,
  },
  logGibATask: { what: "GiB of logs that one running task writes", low: 0.1, expected: 0.5, high: 2 },
  bucketGib: { what: "GiB in each bucket", low: 1, expected: 10, high: 100 },
  volumeGib: { what: "GiB in each file system", low: 1, expected: 5, high: 50 },
  jobHours: { what: "hours that each job runs", low: 5, expected: 15, high: 60 },
  spotShare: { what: "of the price on demand that Fargate Spot costs", low: 0.3, expected: 0.32, high: 0.5 },
} as const satisfies Readonly<Record<string, Assumption>>;
