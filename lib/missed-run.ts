/** What an alarm watches: datapoints of one length, so many in a row. */
export interface Watched {
  readonly periodSeconds: number;
  readonly periods: number;
}

const dayMinutes = 24 * 60;

/**
 * Datapoints that together are as long as a job may stay unstarted, rounded up. CloudWatch looks back over one day, and
 * over seven when a datapoint is an hour or longer.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 *
 * @param minutes 5 to 10080
 */
export function watchedFor(minutes: number): Watched {
  const periodMinutes = minutes <= dayMinutes ? 5 : 60;
  return { periodSeconds: 60 * periodMinutes, periods: Math.ceil(minutes / periodMinutes) };
}
