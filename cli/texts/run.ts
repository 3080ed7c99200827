/** A task that was started and is not waited for. */
export function runStartedText(
  { name, taskArn }: { readonly name: string; readonly taskArn: string },
  words: string,
): string {
  const id = taskArn.slice(taskArn.lastIndexOf("/") + 1);
  return `task ${id} of ${name} is started; what it writes: npx slipway logs ${words}\n`;
}
