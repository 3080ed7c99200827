import type { Rule, Values } from "../model.ts";
import { nameShape, range } from "./limits.ts";
import { isObject, list, object, str } from "./values.ts";

const CREATE = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html";
const RUNTIMES = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html";
const VARIABLES = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html";

/** Those that a new function may still be made with. */
const runtimes = [
  ...["nodejs22.x", "nodejs24.x", "python3.12", "python3.13", "python3.14"],
  ...["java17", "java21", "java25", "dotnet8", "dotnet10", "ruby3.3", "ruby3.4", "provided.al2023"],
];

/** Names that Lambda gives values to itself. */
const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN|LAMBDA_\w+)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;
const mostCharacters = 4096;

const packaged: Rule<Values> = {
  id: "function-package",
  says: "A function of an archive has code, a handler and a runtime; one of an image has the image alone.",
  source: CREATE,
  refuse(values) {
    if (values.packageType === "Image")
      return values.imageUri === undefined
        ? "InvalidParameterValueException: imageUri is missing: name the image"
        : undefined;
    // An output of the program is not known in a preview, and so is what it stands for here.
    const missing = ["handler", "runtime"].find((key) => values[key] === undefined);
    if (missing !== undefined)
      return `InvalidParameterValueException: ${missing} is mandatory for a function of an archive: give it`;
    return values.code === undefined && values.s3Bucket === undefined
      ? "InvalidParameterValueException: a function needs code: give an archive"
      : undefined;
  },
};

const handlerInArchive: Rule<Values> = {
  id: "function-handler-in-archive",
  says: "The file of a handler of Node.js stands at the top of the archive.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html",
  refuse(values) {
    const archive = object(values, "code").$archive;
    const handler = str(values, "handler");
    if (!isObject(archive) || handler === undefined || !str(values, "runtime")?.startsWith("nodejs")) return undefined;
    const file = handler.slice(0, handler.lastIndexOf("."));
    return ["mjs", "cjs", "js"].some((end) => `${file}.${end}` in archive)
      ? undefined
      : `Runtime.ImportModuleError: Cannot find module '${file}': handler "${handler}" has no ${file}.mjs in the archive (${Object.keys(archive).join(", ")}): put it at the top`;
  },
};

const runtime: Rule<Values> = {
  id: "function-runtime-current",
  says: `A new function has a runtime that AWS still takes: ${runtimes.join(", ")}.`,
  source: RUNTIMES,
  refuse(values) {
    const name = str(values, "runtime");
    return name === undefined || runtimes.includes(name)
      ? undefined
      : `InvalidParameterValueException: The runtime parameter of ${name} is no longer supported, or never was: use one of ${runtimes.join(", ")}`;
  },
};

const architecture: Rule<Values> = {
  id: "function-architecture",
  says: "A function runs on one architecture: x86_64 or arm64.",
  source: CREATE,
  refuse(values) {
    const given = list(values, "architectures");
    return values.architectures === undefined || (given.length === 1 && ["x86_64", "arm64"].includes(String(given[0])))
      ? undefined
      : `InvalidParameterValueException: architectures ${JSON.stringify(given)}: give one of x86_64 and arm64`;
  },
};

const variables: Rule<Values> = {
  id: "function-variables",
  says: `Variables have names of letters, digits and _ that Lambda does not use itself, and at most ${mostCharacters} characters together.`,
  source: VARIABLES,
  refuse(values) {
    const given = object(object(values, "environment"), "variables");
    const odd = Object.keys(given).find((name) => !/^[a-zA-Z]\w+$/.test(name) || reserved.test(name));
    if (odd !== undefined)
      return `InvalidParameterValueException: Lambda was unable to configure your environment variables because "${odd}" is reserved or not a name: choose another`;
    const size = JSON.stringify(given).length;
    return size > mostCharacters
      ? `InvalidParameterValueException: Lambda was unable to configure your environment variables because they exceeded the 4KB limit (${size}): hand over less`
      : undefined;
  },
};

/** Rules on the inputs of a function alone. */
export const functionChecks: readonly Rule<Values>[] = [
  nameShape({
    id: "function-name-shape",
    input: "name",
    max: 64,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, hyphens and underscores",
    source: CREATE,
  }),
  packaged,
  handlerInArchive,
  runtime,
  architecture,
  variables,
  range("function-memory", "memorySize", 128, 10_240, CREATE),
  range("function-timeout", "timeout", 1, 900, CREATE),
];
