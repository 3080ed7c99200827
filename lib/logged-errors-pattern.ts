/** Where loggers put the level, and how they write one that is an error. */
const fields = ["level", "severity", "levelname"];
const words = ["error", "ERROR", "critical", "CRITICAL", "fatal", "FATAL"];
/** Loggers that count levels, such as pino and bunyan, give errors 50 and fatal ones 60. */
const numbers = [50, 60];

/**
 * The filter pattern that picks lines of JSON that say that they are errors; a line that is no JSON is left alone.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export const loggedErrorsPattern = `{ ${fields
  .flatMap((field) => words.map((word) => `$.${field} = "${word}"`))
  .concat(numbers.map((number) => `$.level = ${number}`))
  .join(" || ")} }`;
