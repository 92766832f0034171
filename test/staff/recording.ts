import {
  ColumnNode,
  InsertQueryNode,
  type KyselyPlugin,
  PrimitiveValueListNode,
  ValuesNode,
} from "kysely";
import type { AuditEntry } from "@/lib/server/audit/service";

/** For tests: notes every row that is written to the audit trail, in the words it was told in. */
export function recording(audited: AuditEntry[]): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      if (!InsertQueryNode.is(node) || node.into?.table.identifier.name !== "audit") return node;
      const names = (node.columns ?? []).map((column) =>
        ColumnNode.is(column) ? column.column.name : "",
      );
      const [row] = node.values && ValuesNode.is(node.values) ? node.values.values : [];
      if (!row || !PrimitiveValueListNode.is(row)) return node;
      audited.push(entryOf(new Map(names.map((name, at) => [name, row.values[at]]))));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

function entryOf(row: Map<string, unknown>): AuditEntry {
  const text = (name: string) => {
    const value = row.get(name);
    return typeof value === "string" ? value : null;
  };
  const id = text("staff_id");
  return {
    // Only `act` writes there, and it takes no other word.
    action: text("action") as AuditEntry["action"],
    outcome: text("outcome") ?? "",
    staff: id === null ? null : { id, sessionId: text("staff_session") ?? "" },
    subject: text("subject"),
    requestId: text("request_id"),
  };
}
