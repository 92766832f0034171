/** The first moment of a day, such as "2026-01-31", in the browser's own zone; none when it is no day. */
export function startOfDay(day: string): string | undefined {
  return midnight(day, 0);
}

/** The moment after the last of a day: the first of the next one. */
export function endOfDay(day: string): string | undefined {
  return midnight(day, 1);
}

/** The day that a moment starts, or that ends with it. */
export function dayOf(instant: string, isEnd: boolean): string {
  const at = new Date(Date.parse(instant) - (isEnd ? 1 : 0));
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function midnight(day: string, daysLater: number): string | undefined {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const at = new Date(year, month - 1, date + daysLater);
  return year > 1900 && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
