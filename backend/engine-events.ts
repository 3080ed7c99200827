import { z } from "zod";

const resource = z.looseObject({
  custom: z.boolean().optional(),
  parent: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
});

const metadata = z.looseObject({
  op: z.string(),
  urn: z.string(),
  type: z.string(),
  old: resource.nullish(),
  new: resource.nullish(),
  diffs: z.array(z.string()).nullish(),
  detailedDiff: z.record(z.string(), z.unknown()).nullish(),
});

const event = z.looseObject({
  resOutputsEvent: z.looseObject({ metadata }).optional(),
  resOpFailedEvent: z.looseObject({ metadata }).optional(),
  diagnosticEvent: z.looseObject({ urn: z.string().optional(), message: z.string(), severity: z.string() }).optional(),
});

/** What the engine did, or would do, to one resource or component; values that are secret are masked. */
export type EngineStep = z.infer<typeof metadata>;

/** What one run of the engine said. */
export interface EngineLog {
  /** In the order in which they ended. */
  readonly steps: readonly EngineStep[];
  /** What went wrong, with the resource in front where it was at one. */
  readonly errors: readonly string[];
}

/** Reads the log that `pulumi --event-log` writes: one event a line. An engine that was killed may leave half of one. */
export function parseEngineLog(text: string): EngineLog {
  const steps: EngineStep[] = [];
  const errors: string[] = [];
  for (const line of text.split("\n")) {
    const { resOutputsEvent: ended, diagnosticEvent: said } = eventIn(line) ?? {};
    if (ended) {
      steps.push(ended.metadata);
    }
    if (said?.severity === "error") {
      const sentence = sentenceOf(said.urn, said.message);
      if (sentence !== undefined && !errors.includes(sentence)) {
        errors.push(sentence);
      }
    }
  }
  return { steps, errors };
}

function eventIn(line: string): z.infer<typeof event> | undefined {
  try {
    return event.parse(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new Error(`the engine's log has another form than slipway knows: ${line.slice(0, 200)}`);
  }
}

/** The engine sums up what it has said on the resource that failed. */
function sentenceOf(urn: string | undefined, message: string): string | undefined {
  const text = message.replaceAll(/<\{%.*?%\}>/g, "").trim();
  if (text === "" || /^(update|preview) failed$/.test(text)) {
    return undefined;
  }
  const isOfOne = urn !== undefined && !urn.includes("pulumi:pulumi:Stack::");
  return isOfOne ? `${urn.slice(urn.lastIndexOf("::") + 2)}: ${text}` : text;
}
