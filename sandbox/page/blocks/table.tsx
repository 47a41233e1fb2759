/** Tables: plain `table`, and `data_table` with sorting and pages. */
import type * as Slack from "@slack/types";
import { useState } from "preact/hooks";
import { LeftIcon, RightIcon } from "../chrome/icons.tsx";
import { useSession } from "../session.ts";
import { parsePlainText } from "../text/mrkdwn.ts";
import { plain } from "../text/nodes.ts";
import { parseRichText } from "../text/rich-text.ts";
import { Flows, Inlines } from "../text/text.tsx";

type Cell = Slack.RawTextElement | Slack.RawNumberElement | Slack.RichTextBlock;

function CellContent({ cell }: { readonly cell: Cell }) {
  if (cell.type === "rich_text") return <Flows flow={parseRichText(cell)} />;
  return <Inlines nodes={parsePlainText(cell.text)} />;
}

/** A column's sort key: a number, or the text. */
function sortKey(cell: Cell | undefined): number | string {
  if (!cell) return "";
  if (cell.type === "raw_number") return cell.value;
  if (cell.type === "raw_text") return cell.text;
  return parseRichText(cell)
    .map((part) => (part.is === "paragraph" ? plain(part.children) : ""))
    .join(" ");
}

export function TableBlock({ block }: { readonly block: Slack.TableBlock }) {
  const [head = [], ...body] = block.rows;
  const classOf = (column: number) => {
    const settings = block.column_settings?.[column];
    return `cell-${settings?.align ?? "left"}${settings?.is_wrapped ? " cell-wrapped" : ""}`;
  };
  return (
    <div class="table-scroll">
      <table class="plain-table">
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" class={classOf(column)}>
                <CellContent cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={classOf(column)}>
                  <CellContent cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const defaultPageSize = 10;

export function DataTableBlock({ block }: { readonly block: Slack.DataTableBlock }) {
  const { words, me } = useSession();
  const [sort, setSort] = useState<{ readonly column: number; readonly down: boolean } | undefined>(undefined);
  const [page, setPage] = useState(0);
  const [head = [], ...body] = block.rows;
  const isNumber = (column: number) => body.length > 0 && body.every((row) => row[column]?.type === "raw_number");

  const compare = new Intl.Collator(me.locale, { numeric: true }).compare;
  const sorted = sort
    ? [...body].sort((one, other) => {
        const a = sortKey(one[sort.column]);
        const b = sortKey(other[sort.column]);
        const order = typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
        return sort.down ? -order : order;
      })
    : body;
  const size = block.page_size ?? defaultPageSize;
  const pages = Math.max(1, Math.ceil(sorted.length / size));
  const current = Math.min(page, pages - 1);
  const shown = sorted.slice(current * size, (current + 1) * size);

  return (
    <figure class="data-table">
      <figcaption>{block.caption}</figcaption>
      <div class="table-scroll">
        <table class="plain-table">
          <thead>
            <tr>
              {head.map((cell, column) => {
                const name = String(sortKey(cell));
                const direction = sort?.column === column ? (sort.down ? "descending" : "ascending") : "none";
                return (
                  <th
                    key={column}
                    scope="col"
                    aria-sort={direction}
                    class={isNumber(column) ? "cell-right" : "cell-left"}
                  >
                    <button
                      type="button"
                      aria-label={words.sortBy(name)}
                      onClick={() => setSort({ column, down: direction === "ascending" })}
                    >
                      <CellContent cell={cell} />
                      <span class="sort-mark" aria-hidden="true" />
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => {
                  const name = isNumber(column) ? "cell-right" : "cell-left";
                  return column === block.row_header_column_index ? (
                    <th key={column} scope="row" class={name}>
                      <CellContent cell={cell} />
                    </th>
                  ) : (
                    <td key={column} class={name}>
                      <CellContent cell={cell} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <div class="table-pages">
          <span>{words.rowsOf(current * size + 1, current * size + shown.length, sorted.length)}</span>
          <button
            type="button"
            class="icon-button"
            aria-label={words.previousPage}
            disabled={current === 0}
            onClick={() => setPage(current - 1)}
          >
            <LeftIcon />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={words.nextPage}
            disabled={current === pages - 1}
            onClick={() => setPage(current + 1)}
          >
            <RightIcon />
          </button>
        </div>
      )}
    </figure>
  );
}
