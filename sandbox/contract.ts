import { readFileSync } from "node:fs";
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { z } from "zod";
import { type Refusal, refuse } from "./envelope";
import { type FamilyName, families, familyNames } from "./families";

/** One operation of the API in the words of one path family, with what the contract demands. */
export type Operation = {
  /** The contract's `operationId`, the same in every family. */
  id: string;
  method: string;
  /** Such as `/sessions/{id}`. */
  template: string;
  summary: string;
  /** Null for the paths that all families share. */
  family: FamilyName | null;
  needsKey: boolean;
  hasBody: boolean;
  /** Null when the request may be carried out. Fills the contract's defaults in. */
  checkRequest: (request: RequestParts) => Refusal | null;
  /** Null when the answer keeps the contract, else what is wrong with it. */
  checkAnswer: (status: number, body: unknown) => string | null;
};

export type RequestParts = {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  version: string | undefined;
  body: unknown;
};

/** The contract: every operation of every path family. */
export type Contract = {
  title: string;
  version: string;
  operations: Operation[];
  /** Null when the body of a webhook delivery keeps the contract, else what is wrong with it. */
  checkDelivery: (body: unknown) => string | null;
};

const jsonObject = z.record(z.string(), z.unknown());
const jsonContent = z.object({
  "application/json": z.object({ schema: jsonObject }),
});
const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().default(false),
  schema: jsonObject,
});
const responseSchema = z.object({ content: jsonContent });
const referenceSchema = z.object({ $ref: z.string() });
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(z.union([referenceSchema, parameterSchema])).default([]),
  requestBody: z.object({ content: jsonContent }).optional(),
  responses: z.record(z.string(), z.union([referenceSchema, responseSchema])),
});
const documentSchema = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({
    parameters: z.record(z.string(), parameterSchema),
    responses: z.record(z.string(), responseSchema),
  }),
});

type Document = z.infer<typeof documentSchema>;
type Description = z.infer<typeof operationSchema>;
type Parameter = z.infer<typeof parameterSchema>;
type JsonSchema = z.infer<typeof jsonObject>;

const methods = ["get", "post", "put", "patch", "delete"];

/** Reads the OpenAPI document and compiles its schemas; done once, at start. */
export function loadContract(): Contract {
  const file = new URL("./contract/connect-api.openapi.yaml", import.meta.url);
  const text = JSON.stringify(parse(readFileSync(file, "utf8")));
  const documents = familyNames.map((family) => {
    const raw = jsonObject.parse(JSON.parse(inWordsOf(family, text)));
    return { family, raw, document: documentSchema.parse(raw) };
  });
  const exact = createCompiler(documents, false);
  const coercing = createCompiler(documents, true);
  const operations = documents.flatMap(({ family, document }) =>
    operationsOf(family, document, exact, coercing),
  );
  const { title, version } = documentSchema.parse(JSON.parse(text)).info;
  const isDelivery = exact("sessions", { $ref: "#/components/schemas/WebhookDelivery" });
  const checkDelivery = (body: unknown) => (isDelivery(body) ? null : wrongIn(isDelivery));
  return { title, version, operations, checkDelivery };
}

/** The document speaks of sessions; the other generations differ in these strings and no others. */
function inWordsOf(family: FamilyName, text: string): string {
  const { path, idPrefix, resourceType, reference } = families[family];
  const connection = `"$ref":"#/components/schemas/PatientConnection"`;
  const anyConnection = familyNames.map(
    (name) => `{"$ref":"${name}#/components/schemas/PatientConnection"}`,
  );
  const completions = familyNames.map((name) => `"${families[name].resourceType}.completed"`);
  return (
    text
      .replaceAll(`"^sess_"`, `"^${idPrefix}"`)
      .replaceAll(`"const":"session"`, `"const":"${resourceType}"`)
      .replaceAll(`"session_id"`, `"${reference}"`)
      .replaceAll(`"/sessions`, `"/${path}`)
      .replaceAll(`"/patients/{id}/sessions"`, `"/patients/{id}/${path}"`)
      // A patient may have sessions of several families; each connection names its own.
      .replaceAll(connection, `"anyOf":[${anyConnection.join(",")}]`)
      // An endpoint hears of every family; what is off is refused by the call itself.
      .replaceAll(`"*","session.completed"`, `"*",${completions.join(",")}`)
  );
}

/** Compiles a schema of one family's document. */
type Compile = (family: FamilyName, schema: JsonSchema) => ValidateFunction;

/** @param coerceTypes whether texts may stand for numbers, as they must in an address */
function createCompiler(
  documents: { family: FamilyName; raw: JsonSchema }[],
  coerceTypes: boolean,
): Compile {
  const ajv = new Ajv2020({ strict: false, useDefaults: true, coerceTypes });
  addFormats(ajv);
  for (const { family, raw } of documents) ajv.addSchema(raw, family);
  const compiled = new Map<string, ValidateFunction>();
  return (family, schema) => {
    const absolute = withAbsoluteReference(family, schema);
    const key = JSON.stringify(absolute);
    const validate = compiled.get(key) ?? ajv.compile(absolute);
    compiled.set(key, validate);
    return validate;
  };
}

function withAbsoluteReference(family: FamilyName, schema: JsonSchema): JsonSchema {
  return typeof schema.$ref === "string" ? { $ref: family + schema.$ref } : schema;
}

function operationsOf(
  family: FamilyName,
  document: Document,
  exact: Compile,
  coercing: Compile,
): Operation[] {
  return Object.entries(document.paths).flatMap(([template, item]) => {
    const ofFamily = template.split("/").includes(families[family].path);
    // The shared paths are the same in all three documents: take them from one.
    if (!ofFamily && family !== "sessions") return [];
    return methods.flatMap((method) => {
      if (!(method in item)) return [];
      const description = operationSchema.parse(item[method]);
      return {
        id: description.operationId,
        method: method.toUpperCase(),
        template,
        summary: description.summary,
        family: ofFamily ? family : null,
        needsKey: description.security?.length !== 0,
        hasBody: description.requestBody !== undefined,
        checkRequest: requestCheck(family, document, description, exact, coercing),
        checkAnswer: answerCheck(family, document, description, exact),
      };
    });
  });
}

function requestCheck(
  family: FamilyName,
  document: Document,
  description: Description,
  exact: Compile,
  coercing: Compile,
): Operation["checkRequest"] {
  const parameters = description.parameters.map((parameter) =>
    "$ref" in parameter ? find(document.components.parameters, parameter.$ref) : parameter,
  );
  const compileAll = (place: Parameter["in"]) =>
    coercing(family, {
      type: "object",
      properties: Object.fromEntries(
        parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema }) => [name, withAbsoluteReference(family, schema)]),
      ),
    });
  const isPath = compileAll("path");
  const isQuery = compileAll("query");
  const isHeaders = compileAll("header");
  const bodySchema = description.requestBody?.content["application/json"].schema;
  const isBody = bodySchema && exact(family, bodySchema);

  return ({ path, query, version, body }) => {
    const headers = version === undefined ? {} : { Version: version };
    const unknownVersion = version !== undefined && version !== document.info.version;
    if (!isHeaders(headers) || unknownVersion) return refuse("unsupported_api_version", "Version");
    if (!isPath(path)) return refuse("resource_not_found", fieldOf(isPath.errors?.[0]));
    if (!isQuery(query)) return refusalOf(isQuery.errors?.[0]);
    if (isBody && !isBody(body)) return refusalOf(isBody.errors?.[0]);
    return null;
  };
}

function answerCheck(
  family: FamilyName,
  document: Document,
  description: Description,
  exact: Compile,
): Operation["checkAnswer"] {
  const envelope = exact(family, { $ref: "#/components/schemas/ErrorEnvelope" });
  const checks = new Map<number, ValidateFunction>();
  for (const [status, response] of Object.entries(description.responses)) {
    const { content } =
      "$ref" in response ? find(document.components.responses, response.$ref) : response;
    checks.set(Number(status), exact(family, content["application/json"].schema));
  }
  return (status, body) => {
    // Not every operation lists every error status; all of them have the same body.
    const check = checks.get(status) ?? (status >= 400 ? envelope : undefined);
    if (!check) return `the contract knows no status ${status} here`;
    return check(body) ? null : wrongIn(check);
  };
}

function wrongIn({ errors }: ValidateFunction): string {
  const error = errors?.[0];
  return `${error?.instancePath ?? ""} ${error?.message ?? "is not valid"}`;
}

function find<Part>(parts: Record<string, Part>, reference: string): Part {
  const part = parts[reference.slice(reference.lastIndexOf("/") + 1)];
  if (part === undefined) throw new Error(`The contract refers to ${reference}, which it lacks.`);
  return part;
}

function refusalOf(error: ErrorObject | undefined): Refusal {
  const field = fieldOf(error);
  if (error?.keyword === "required") return refuse("bad_request", field, `${field} is required`);
  if (error?.keyword === "not") return refuse("invalid_data", field, "Send only one of the two");
  return refuse("invalid_data", field, `${field} ${error?.message ?? "is not valid"}`);
}

/** The field that an error is about; null when it is the body as a whole. */
function fieldOf(error: ErrorObject | undefined): string | null {
  if (!error) return null;
  if (error.keyword === "required") return String(error.params.missingProperty);
  if (error.keyword === "additionalProperties") return String(error.params.additionalProperty);
  // The contract's only `not`: connection_id and recommended_connection_ids exclude each other.
  if (error.keyword === "not") return "recommended_connection_ids";
  return error.instancePath.split("/")[1] ?? null;
}
