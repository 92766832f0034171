import { Trouble } from "./steps.mjs";

const start = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*(?:=|:\s)\s*(.*)$/;
/** Up to the last quote of this kind that only a note follows. */
const quoted = /^(['"`])(.*?)\1\s*(?:#.*)?$/;

/**
 * Reads a file of settings. A value is what stands there: nothing in it is replaced.
 *
 * @param {Buffer} bytes
 * @param {string} name of the file, for sentences
 * @returns {Record<string, string>}
 * @throws {Trouble} where it cannot be known what was meant, with the number of the line
 */
export function readEnvFile(bytes, name) {
  const settings = {};
  for (const [index, line] of textOf(bytes, name)
    .split(/\r\n?|\n/)
    .entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const where = `Line ${index + 1} of ${name}`;
    const [, key, rest] = start.exec(line) ?? [];
    if (key === undefined) {
      throw new Trouble(`${where} cannot be read. Write NAME=value, or # before a note.`);
    }
    const value = valueIn(rest.trim(), `${where} (${key})`);
    const before = Object.hasOwn(settings, key) ? settings[key] : "";
    if (value && before && value !== before) {
      throw new Trouble(`${where} sets ${key} a second time, to something else. Keep one of them.`);
    }
    settings[key] = value || before;
  }
  return settings;
}

function textOf(bytes, name) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Bytes that are no UTF-8.
  }
  throw new Trouble(`${name} cannot be read as text. Save it as UTF-8.`);
}

function valueIn(text, where) {
  const [, quote, inQuotes] = quoted.exec(text) ?? [];
  if (quote === undefined && /^['"`]/.test(text)) {
    throw new Trouble(`${where} begins with a quote that does not end. Close it, or leave it out.`);
  }
  const value = quote === undefined ? withoutNote(text, where) : inQuotes;
  if (quote !== "'" && /(?<!\\)\$\{/.test(value)) {
    throw new Trouble(
      `${where} has “\${”, which is not replaced here. Write the value itself; if it is one, put it in single quotes: '…'`,
    );
  }
  // How a dollar sign had to be written once.
  return quote === "'" ? value : value.replaceAll("\\$", "$");
}

/** A note is “ # ” and what follows. A # that touches a word may be part of the value. */
function withoutNote(text, where) {
  const note = /(?:^|\s)#/.exec(text);
  if (!note) return text;
  if (/\S/.test(text.charAt(note.index + note[0].length))) {
    throw new Trouble(
      `${where} has a # that may begin a note or belong to the value. Put the value in double quotes, or a space behind the #.`,
    );
  }
  return text.slice(0, note.index).trim();
}
