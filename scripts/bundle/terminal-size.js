/** The size where the stream has none: theirs starts programs to ask for it, and Node loads its module for that early. */
export default function terminalSize() {
  const sized = [process.stdout, process.stderr].find(({ columns, rows }) => columns && rows);
  const columns = sized?.columns ?? Number.parseInt(process.env.COLUMNS, 10);
  const rows = sized?.rows ?? Number.parseInt(process.env.LINES, 10);
  return columns && rows ? { columns, rows } : { columns: 80, rows: 24 };
}
