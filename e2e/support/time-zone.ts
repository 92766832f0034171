const hoursAhead = 12 - new Date().getUTCHours();

/** The zone of the tests' browsers, in which it is noon: no test meets the end of a day, whenever it runs. */
export const timeZone =
  hoursAhead === 0 ? "UTC" : `Etc/GMT${hoursAhead > 0 ? "-" : "+"}${Math.abs(hoursAhead)}`;
