const quietSeconds = 15;
const lineStart = "\r\u001b[K";

/** Where progress is written to, as of a stream. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows which step is being done and for how long already. */
export interface Progress {
  /** Ends the step before and begins this one. */
  say(step: string): void;
  /** Ends the last step; without it the process does not end. */
  end(): void;
}

/** On a terminal one line that is kept up to date, elsewhere a line for each step and every 15 seconds. */
export function showProgress(output: Output): Progress {
  let current: { step: string; since: number } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const draw = () => {
    if (current) {
      const elapsed = ` (${elapsedText(Date.now() - current.since)})`;
      output.write(output.isTTY ? line(current.step, elapsed, output.columns) : `${current.step}${elapsed}\n`);
    }
  };
  const end = () => {
    clearInterval(timer);
    if (current && output.isTTY) {
      const elapsed = elapsedText(Date.now() - current.since);
      output.write(`${lineStart}${current.step}${elapsed === "0 s" ? "" : ` (${elapsed})`}\n`);
    }
    current = undefined;
  };

  return {
    say(step) {
      end();
      current = { step, since: Date.now() };
      output.write(output.isTTY ? line(step, "", output.columns) : `${step}\n`);
      timer = setInterval(draw, output.isTTY ? 1000 : quietSeconds * 1000);
    },
    end,
  };
}

/** Draws over the line before (a terminal may say it has 0 columns); a line that is too long would break, and only its second half be drawn over. */
function line(step: string, elapsed: string, columns: number | undefined): string {
  const room = (columns || 80) - elapsed.length - 1;
  return `${lineStart}${step.length > room ? `${step.slice(0, Math.max(0, room - 1))}…` : step}${elapsed}`;
}

/** A duration as people say it: `45 s`, `3 min 5 s`. */
function elapsedText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
