// Days from which rules may hold, as the API writes days.
export function tomorrow(today: string): string {
  return dayOf(Date.parse(today) + 86_400_000);
}

/** Its first day: kings are then chosen by one set of rules. */
export function nextMonth(today: string): string {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return dayOf(Date.UTC(year, month, 1));
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
