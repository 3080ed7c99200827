const named: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

const units: Readonly<Record<string, string>> = { m: "minute", h: "hour" };

/** A schedule of cron as EventBridge writes it; undefined where the two do not say the same. */
export function awsSchedule(text: string): string | undefined {
  const trimmed = text.trim().replaceAll(/\s+/g, " ");
  const [, number = "", unit = ""] = /^@every (\d+)([mh])$/.exec(trimmed) ?? [];
  if (Number(number) > 0) {
    return `rate(${Number(number)} ${units[unit]}${Number(number) === 1 ? "" : "s"})`;
  }
  const fields = (named[trimmed] ?? trimmed).split(" ");
  // Some have a field for seconds before the others.
  const [minute = "", hour = "", day = "", month = "", weekday = ""] =
    fields.length === 6 && fields[0] === "0" ? fields.slice(1) : fields;
  const isKnown = [minute, hour, day, month, weekday].every((field) => /^(\*(\/\d+)?|\d+([,-]\d+)*)$/.test(field));
  if (!isKnown || fields.length < 5 || (day !== "*" && weekday !== "*") || weekday.includes("/")) {
    return undefined;
  }
  const days =
    weekday === "*" ? [day, "?"] : ["?", weekday.replaceAll(/\d+/g, (number) => String((Number(number) % 7) + 1))];
  return `cron(${[minute, hour, days[0], month, days[1], "*"].join(" ")})`;
}
