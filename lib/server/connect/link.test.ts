import { expect, test } from "vitest";
import { httpsLink, safeLink } from "./link";

const origins = ["https://app.medblocks.com"];
const link = "https://app.medblocks.com/c/9c9b6f7a8e4f4a3b9c1e6f3a2d8b7c4d";

test("lets the vendor's own link through unchanged", () => {
  expect(safeLink(link, origins)).toBe(link);
});

test.each([
  ["a space in front", ` ${link}`],
  ["a space behind", `${link} `],
  ["a line break", link.replace("/c/", "/c/\n")],
  ["a line break behind", `${link}\r\n`],
  ["a tab", link.replace("/c/", "/c/\t")],
  ["a direction mark", `${link}\u202e`],
  ["a letter nobody sees", link.replace("/c/", "/c/\u200b")],
  ["a quote", `${link}"onclick="x`],
  ["an angle bracket", `${link}<b>`],
  ["an accent", `${link}/é`],
  ["capitals in the host", link.replace("app", "APP")],
  ["capitals in the scheme", link.replace("https", "HTTPS")],
  ["the usual port", link.replace(".com/", ".com:443/")],
  ["backslashes", link.replaceAll("/", "\\")],
  ["one slash", link.replace("//", "/")],
  ["steps back", link.replace("/c/", "/x/../c/")],
  ["no path", "https://app.medblocks.com"],
])("does not repair a link with %s", (_, text) => {
  expect(new URL(text).origin).toBe(origins[0]);
  expect(safeLink(text, origins)).toBeNull();
});

test.each([
  ["no link", null],
  ["nothing", ""],
  ["no address", "not a link"],
  ["a script", "javascript:alert(1)//https://app.medblocks.com"],
  ["data", "data:text/html,<p>hello</p>"],
  ["a blob, whose origin looks right", "blob:https://app.medblocks.com/1"],
  ["plain http", "http://app.medblocks.com/c/1"],
  ["a user name", "https://app.medblocks.com@example.com/c/1"],
  ["credentials", "https://a:b@app.medblocks.com/c/1"],
  ["another host", "https://example.com/c/1"],
  ["a host that only begins right", "https://app.medblocks.com.example.com/c/1"],
  ["a look-alike host", "https://app.m\u0435dblocks.com/c/1"],
  ["another port", "https://app.medblocks.com:8443/c/1"],
  ["a link beyond what a code can hold", `${link}${"x".repeat(1024)}`],
])("refuses %s", (_, text) => {
  expect(safeLink(text, origins)).toBeNull();
});

test("takes plain http only from an origin that is listed as such", () => {
  const sandbox = ["http://127.0.0.1:4010"];
  expect(safeLink("http://127.0.0.1:4010/c/1", sandbox)).toBe("http://127.0.0.1:4010/c/1");
  expect(safeLink("http://127.0.0.1:4011/c/1", sandbox)).toBeNull();
});

test("keeps portal addresses only when they are https and name no user", () => {
  expect(httpsLink("https://mychart.example.org/")).toBe("https://mychart.example.org/");
  expect(httpsLink("http://mychart.example.org/")).toBeNull();
  expect(httpsLink("https://a@mychart.example.org/")).toBeNull();
  expect(httpsLink("javascript:alert(1)")).toBeNull();
  expect(httpsLink(null)).toBeNull();
});
