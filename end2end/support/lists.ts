import { once } from "node:events";
import { crc32, createDeflateRaw, deflateRawSync } from "node:zlib";

/** A file as it is put into a file field. */
export interface ListFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A text file in UTF-8. */
export function csv(name: string, text: string): ListFile {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}

/** What Excel calls “Unicode metin”: UTF-16 with its mark, tabs between the cells. */
export function unicodeText(name: string, rows: string[][]): ListFile {
  const text = rows.map((cells) => cells.join("\t")).join("\r\n");
  return { name, mimeType: "text/plain", buffer: Buffer.from(`\uFEFF${text}\r\n`, "utf16le") };
}

/** What Excel on a Turkish Windows saves as CSV: Windows-1254, semicolons, CRLF. */
export function excelCsv(name: string, rows: string[][]): ListFile {
  const text = rows.map((cells) => cells.join(";")).join("\r\n");
  return { name, mimeType: "text/csv", buffer: windows1254(`${text}\r\n`) };
}

/** Windows-1254 has six letters of its own; the others are those of Latin-1. */
const TURKISH: Record<string, number> = { Ğ: 0xd0, İ: 0xdd, Ş: 0xde, ğ: 0xf0, ı: 0xfd, ş: 0xfe };

function windows1254(text: string): Buffer {
  return Buffer.from([...text].map((letter) => TURKISH[letter] ?? letter.charCodeAt(0)));
}

/** A workbook of Excel 2003: an OLE container, of which only the beginning is true. */
export function oldWorkbook(name: string): ListFile {
  const mark = Buffer.from("D0CF11E0A1B11AE1", "hex");
  return { name, mimeType: "application/vnd.ms-excel", buffer: Buffer.concat([mark, Buffer.alloc(4096 - mark.length)]) };
}

/** A workbook with one sheet, its cells written as texts. */
export function workbook(name: string, rows: string[][]): ListFile {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const sheet = SHEET_BEGIN + rows.map((cells) => `<row>${cells.map(cell).join("")}</row>`).join("") + SHEET_END;
  return xlsx(name, packed(Buffer.from(sheet)));
}

/** A workbook whose sheet is a row of zeros over and over, `megabytes` once it is unpacked. */
export async function bomb(name: string, megabytes: number): Promise<ListFile> {
  const row = `<row>${"<c><v>0</v></c>".repeat(50)}</row>`;
  const piece = Buffer.from(row.repeat(Math.ceil((1 << 20) / row.length)));
  const pieces = [Buffer.from(SHEET_BEGIN), ...Array<Buffer>(megabytes).fill(piece), Buffer.from(SHEET_END)];
  return xlsx(name, await packedInPieces(pieces));
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET_BEGIN = `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>`;
const SHEET_END = "</sheetData></worksheet>";
const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The other parts of a workbook, by name. */
const PARTS = {
  "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${WORKBOOK_TYPE}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  "_rels/.rels": `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

function xlsx(name: string, sheet: Packed): ListFile {
  const parts = Object.entries(PARTS).map(([path, text]): [string, Packed] => [path, packed(Buffer.from(text))]);
  return { name, mimeType: WORKBOOK_TYPE, buffer: zip([...parts, ["xl/worksheets/sheet1.xml", sheet]]) };
}

/** Deflated bytes, with what a container says of them. */
interface Packed {
  bytes: Buffer;
  size: number;
  crc: number;
}

function packed(content: Buffer): Packed {
  return { bytes: deflateRawSync(content), size: content.length, crc: crc32(content) };
}

/** The same for content that must not stand in memory as a whole. */
async function packedInPieces(pieces: Buffer[]): Promise<Packed> {
  const deflate = createDeflateRaw();
  const bytes: Buffer[] = [];
  deflate.on("data", (piece: Buffer) => bytes.push(piece));
  let [size, crc] = [0, 0];
  for (const piece of pieces) {
    size += piece.length;
    crc = crc32(piece, crc);
    if (!deflate.write(piece)) await once(deflate, "drain");
  }
  const ended = once(deflate, "end");
  deflate.end();
  await ended;
  return { bytes: Buffer.concat(bytes), size, crc };
}

/** A ZIP container (PKWARE APPNOTE 4.3): each part behind its header, then the directory. */
function zip(parts: [string, Packed][]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, part] of parts) {
    const name = Buffer.from(path);
    const header = Buffer.concat([u32(0x04034b50), u16(20), facts(part, name), u16(0), name]);
    bodies.push(header, part.bytes);
    const place = [u16(0), u16(0), u16(0), u16(0), u32(0), u32(offset)];
    directory.push(u32(0x02014b50), u16(20), u16(20), facts(part, name), ...place, name);
    offset += header.length + part.bytes.length;
  }
  const listed = Buffer.concat(directory);
  const count = [u16(parts.length), u16(parts.length)];
  const end = [u32(0x06054b50), u16(0), u16(0), ...count, u32(listed.length), u32(offset), u16(0)];
  return Buffer.concat([...bodies, listed, ...end]);
}

/** Flags, method 8 (deflate), no time, CRC, both sizes and the length of the name. */
function facts({ bytes, size, crc }: Packed, name: Buffer): Buffer {
  return Buffer.concat([u16(0), u16(8), u16(0), u16(0x21), u32(crc), u32(bytes.length), u32(size), u16(name.length)]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
