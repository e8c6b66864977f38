import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { KeyRouter } from '../keys/key-router.js';
import { type Styles, type Symbols, stylesFor, symbolsFor } from './theme.js';

/** What the terminal can do, decided by who starts the program. */
export interface TerminalTraits {
  /** False with NO_COLOR; Ink does not read it. */
  readonly color: boolean;
  readonly unicode: boolean;
  readonly columns: number;
  readonly rows: number;
}

export interface Ui extends TerminalTraits {
  readonly styles: Styles;
  readonly symbols: Symbols;
  /** Under 60 columns: one column, short hints, no rail. */
  readonly isNarrow: boolean;
  /** Columns of the content between its margins. */
  readonly contentWidth: number;
  /** Columns of a field's label, beside the value; 0 when the label stands above it. */
  readonly labelWidth: number;
  /** Columns of a field's value. */
  readonly valueWidth: number;
  /** Lines of a wizard screen's content; what is higher scrolls. */
  readonly contentRows: number;
}

/** Lines between header and footer, in a frame that leaves one line of the terminal free. */
export function contentRowsOf({ rows, isNarrow }: Pick<Ui, 'rows' | 'isNarrow'>, hasRail: boolean): number {
  const rail = hasRail ? (isNarrow ? 1 : 2) : 0;
  const footer = rows < 12 ? 1 : 2;
  return Math.max(1, rows - 1 - 1 - rail - footer);
}

const UiContext = createContext<Ui | undefined>(undefined);

/** Columns left of every screen's content, where the header and the hints begin one further left. */
export const margin = 1;
const fieldIndent = 2;
const labelColumn = 16;
/** Above so many columns the content keeps its width: what belongs together stays together. */
const widest = 110;

function uiOf(traits: TerminalTraits): Ui {
  const isNarrow = traits.columns < 60;
  const contentWidth = Math.max(10, Math.min(traits.columns, widest) - 2 * margin);
  const labelWidth = isNarrow ? 0 : labelColumn;
  return {
    ...traits,
    styles: stylesFor(traits.color),
    symbols: symbolsFor(traits.unicode),
    isNarrow,
    contentWidth,
    labelWidth,
    valueWidth: contentWidth - fieldIndent - labelWidth,
    contentRows: contentRowsOf({ rows: traits.rows, isNarrow }, true),
  };
}

interface UiProviderProps extends TerminalTraits {
  readonly children: ReactNode;
}

/** Goes around the whole program: theme, size and keys come from here. */
export function UiProvider({ color, unicode, columns, rows, children }: UiProviderProps) {
  const ui = useMemo(() => uiOf({ color, unicode, columns, rows }), [color, unicode, columns, rows]);
  return (
    <UiContext value={ui}>
      <KeyRouter>{children}</KeyRouter>
    </UiContext>
  );
}

export function useUi(): Ui {
  const ui = useContext(UiContext);
  if (ui === undefined) throw new Error('Components of src/ui are drawn inside a UiProvider only.');
  return ui;
}
