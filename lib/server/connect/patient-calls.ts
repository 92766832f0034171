import "server-only";
import { fail, type Result } from "@/lib/result";
import { believeId } from "./believe";
import type { ConnectError } from "./errors";
import { notFound, pathSegment } from "./path";
import type { Patient, PatientRecord } from "./session";
import type { Calls } from "./setup";
import { parseDisconnected, parsePatient, toWirePatient } from "./wire";

export type PatientCalls = {
  /** Of a patient that the API does not know: `isNotFound`. */
  getPatient(patientId: string): Promise<Result<Patient, ConnectError>>;
  /**
   * Replaces all that the API has of a patient: what the record leaves out is cleared there. Goes
   * out at most once, whatever becomes of it.
   */
  updatePatient(record: PatientRecord): Promise<Result<PatientRecord, ConnectError>>;
  /**
   * Ends this workspace's access to one connection, for good. Goes out once. Only the newest
   * generation has this call: `isMissingCall` tells from the error.
   *
   * @param connectionId `conn_…`
   */
  disconnectConnection(
    patientId: string,
    connectionId: string,
  ): Promise<Result<{ id: string }, ConnectError>>;
};

export function patientCalls({
  send,
  createDeadline,
  readDeadline,
}: Pick<Calls, "send" | "createDeadline" | "readDeadline">): PatientCalls {
  return {
    async getPatient(patientId) {
      const segment = pathSegment(patientId);
      if (!segment) return fail(unusablePatientId);
      return send({
        operation: "get_patient",
        path: `/patients/${segment}`,
        parse: (json) => believeId(parsePatient(json), patientId, "other-patient"),
        mayBeUnknown: true,
        deadline: readDeadline(),
      });
    },

    async updatePatient(record) {
      const segment = pathSegment(record.id);
      if (!segment) return fail(unusablePatientId);
      return send({
        operation: "update_patient",
        method: "PUT",
        path: `/patients/${segment}`,
        body: JSON.stringify(toWirePatient(record)),
        parse: (json) => believeId(parsePatient(json), record.id, "other-patient"),
        deadline: createDeadline(),
      });
    },

    async disconnectConnection(patientId, connectionId) {
      const patient = pathSegment(patientId);
      const connection = pathSegment(connectionId);
      if (!patient) return fail(unusablePatientId);
      if (!connection) return fail(notFound);
      return send({
        operation: "disconnect_connection",
        method: "DELETE",
        path: `/patients/${patient}/connections/${connection}`,
        parse: (json) => believeId(parseDisconnected(json), connectionId, "wrong-shape"),
        deadline: createDeadline(),
      });
    },
  };
}

/** What the API itself would say, for a patient id that no address can hold. */
export const unusablePatientId: ConnectError = {
  kind: "rejected",
  status: 400,
  type: "invalid_request_error",
  code: "invalid_data",
  param: "patient_id",
  requestId: null,
};
