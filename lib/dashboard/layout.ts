import type { WidgetContent } from "./graph.ts";

/** A part of the dashboard: a heading, and what stands below it. */
export interface Section {
  readonly heading: string;
  readonly widgets: readonly WidgetContent[];
  /** How many stand beside each other. @default 3 */
  readonly columns?: 1 | 2 | 3;
}

/** A widget with its place, as CloudWatch takes it. */
export interface PlacedWidget extends WidgetContent {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** CloudWatch divides the page into so many columns. */
const pageWidth = 24;
const height = 6;

/** Text over the whole width. */
function text(markdown: string): WidgetContent {
  return { type: "text", properties: { markdown } };
}

/** Puts sections below each other; one with nothing in it is left out, heading and all. */
export function laidOut(introduction: string, sections: readonly Section[]): PlacedWidget[] {
  const whole = { x: 0, width: pageWidth };
  const placed: PlacedWidget[] = [{ ...text(introduction), ...whole, y: 0, height: 3 }];
  let y = 3;
  for (const { heading, widgets, columns = 3 } of sections.filter((section) => section.widgets.length > 0)) {
    placed.push({ ...text(`## ${heading}`), ...whole, y, height: 1 });
    const width = pageWidth / columns;
    for (const [index, widget] of widgets.entries()) {
      const row = Math.floor(index / columns);
      placed.push({ ...widget, x: (index % columns) * width, y: y + 1 + row * height, width, height });
    }
    y += 1 + Math.ceil(widgets.length / columns) * height;
  }
  return placed;
}
