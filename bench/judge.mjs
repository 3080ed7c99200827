/** Least, middle and most of some numbers. */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], max: sorted[sorted.length - 1] };
}

/** What the project promises of the smallest of five: the plan's time, and what it takes of CDK's time and memory. */
const promises = { seconds: 1.0, timeOfCdk: 1 / 4, memoryOfCdk: 1 / 2 };

/** Compares `plan` with `cdk`, each at its best: the machine's other work only ever adds. */
export function judge(plan, cdk) {
  const values = {
    "`slipway plan staging`, seconds": [plan.seconds.min, promises.seconds],
    "its time as a part of `cdk synth`'s": [plan.seconds.min / cdk.seconds.min, promises.timeOfCdk],
    "its peak memory as a part of `cdk synth`'s": [plan.peakMiB.min / cdk.peakMiB.min, promises.memoryOfCdk],
  };
  return Object.entries(values).map(([what, [value, atMost]]) => ({ what, value, atMost, met: value <= atMost }));
}
