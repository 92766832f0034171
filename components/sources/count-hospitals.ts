/** "1 hospital", "3 hospitals". */
export function countHospitals(count: number): string {
  return `${count} ${count === 1 ? "hospital" : "hospitals"}`;
}
