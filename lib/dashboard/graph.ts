/** One metric of CloudWatch; dimensions in the order in which they are written. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One line of a graph: a metric, or several with what is made of them. */
export type Line =
  | { readonly label: string; readonly metric: Metric; readonly statistic: string }
  | {
      readonly label: string;
      /** In terms of `m0`, `m1` … of the metrics. */
      readonly expression: string;
      readonly metrics: readonly Metric[];
      readonly statistic: string;
    };

/** A graph, wherever it stands. */
export interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  /** What the left axis counts. */
  readonly unit?: string;
}

/** What CloudWatch calls the type and the properties of a widget. */
export interface WidgetContent {
  readonly type: "metric" | "text" | "log" | "alarm";
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The graph as a widget; nothing when it would be empty. */
export function graphWidget({ title, lines, unit }: Graph, region: string): WidgetContent[] {
  if (lines.length === 0) {
    return [];
  }
  return [
    {
      type: "metric",
      properties: {
        title,
        region,
        view: "timeSeries",
        stacked: false,
        period: 300,
        // Most of what is drawn cannot be negative, and an axis that begins elsewhere makes hills of ripples.
        yAxis: { left: { min: 0, ...(unit !== undefined && { label: unit, showUnits: false }) } },
        metrics: lines.flatMap(written),
      },
    },
  ];
}

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function written(line: Line, at: number): unknown[] {
  if ("metric" in line) {
    return [[...named(line.metric), { label: line.label, stat: line.statistic }]];
  }
  const id = (index: number) => `l${at}m${index}`;
  const expression = line.expression.replaceAll(/\bm(\d+)\b/g, (_, index: string) => id(Number(index)));
  return [
    [{ expression, label: line.label, id: `l${at}` }],
    ...line.metrics.map((metric, index) => [...named(metric), { id: id(index), stat: line.statistic, visible: false }]),
  ];
}

function named({ namespace, metricName, dimensions }: Metric): string[] {
  return [namespace, metricName, ...Object.entries(dimensions).flat()];
}
