import PatientNotFound from "@/app/(staff)/patients/[key]/not-found";

/** Beside the form, which stays. */
export default PatientNotFound;
