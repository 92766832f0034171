import { expect, it } from "vitest";
import { likelyAddress } from "./email-hint";

it.each([
  ["jane@gmial.com", "jane@gmail.com"],
  ["jane@gamil.com", "jane@gmail.com"],
  ["jane@gmai.com", "jane@gmail.com"],
  ["jane@gmaill.com", "jane@gmail.com"],
  ["jane@gnail.com", "jane@gmail.com"],
  ["jane@gmail.co", "jane@gmail.com"],
  ["jane@gmail.con", "jane@gmail.com"],
  ["Jane.D@Hotmial.com", "Jane.D@hotmail.com"],
  ["jane@yaho.com", "jane@yahoo.com"],
  ["jane@outlok.com", "jane@outlook.com"],
  ["jane@icloud.cmo", "jane@icloud.com"],
  ["jane@aol.con", "jane@aol.com"],
  ["jane@clinic-example.comm", "jane@clinic-example.com"],
])("%s may be meant as %s", (typed, meant) => {
  expect(likelyAddress(typed)).toBe(meant);
});

it.each([
  ...["jane@gmail.com", "jane@mail.com", "jane@ymail.com", "jane@me.com", "jane@GMAIL.COM"],
  ...["jane@clinic.example", "jane@hotmail.fr", "jane@live.ca", "jane@company.com", "jane@a.co"],
  ...["gmial.com", "jane", "jane@", "@gmial.com", "jane@gmial", ""],
])("nothing is said about %j", (typed) => {
  expect(likelyAddress(typed)).toBeNull();
});
