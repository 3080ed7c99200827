// What people read of a message that SNS brings: of an alarm its state, its name, what it means and where it is; of
// anything else its text as it is.

/** https://core.telegram.org/bots/api#sendmessage takes no more. */
const longest = 4096;

const marks = { ALARM: "🔴", OK: "🟢", INSUFFICIENT_DATA: "⚪" };
const states = { ALARM: "ALARM", OK: "OK again", INSUFFICIENT_DATA: "no data" };

/** The text for one record of SNS, never longer than Telegram takes. */
export function messageOf({ Subject, Message }) {
  const alarm = alarmIn(Message);
  if (alarm === undefined) {
    return cut([Subject, Message].filter(Boolean).join("\n\n") || "an empty message", longest);
  }
  const { AlarmName, AlarmDescription, NewStateValue, NewStateReason } = alarm;
  const head = `${marks[NewStateValue] ?? ""} ${states[NewStateValue] ?? NewStateValue}: ${AlarmName}`.trim();
  const link = linkTo(alarm);
  // The name and the link are what one cannot do without, so the rest is what gives way.
  const room = longest - head.length - link.length - 4;
  const says = cut([AlarmDescription, NewStateReason].filter(Boolean).join("\n\n"), room);
  return [head, says, link].filter(Boolean).join("\n\n");
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
function alarmIn(text) {
  try {
    const message = JSON.parse(text);
    return typeof message?.AlarmName === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

/** The alarm in the console; its ARN knows the region, while `Region` is a name for people. */
function linkTo({ AlarmArn, AlarmName }) {
  const region = typeof AlarmArn === "string" ? AlarmArn.split(":")[3] : undefined;
  const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
  return region ? `${console}#alarmsV2:alarm/${encodeURIComponent(AlarmName)}` : "";
}

/** Never in the middle of a character. */
function cut(text, length) {
  if (text.length <= length) {
    return text;
  }
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
