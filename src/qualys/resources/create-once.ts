import { PcError } from '../../errors.js';

/** How an object with a unique title is made and found again. */
export interface Creation<Made> {
  /** Sends the create, never twice by itself. */
  readonly create: () => Promise<Made>;
  /** Looks for an object of the title. */
  readonly find: () => Promise<Made | undefined>;
  /** The object in a sentence, e.g. `an asset group titled "Jenkins_AG_x"`. */
  readonly titled: string;
}

/**
 * Creates an object at most once. When the answer was lost, the title decides whether it exists before one more try.
 * @throws PcError with code `title-taken` when Qualys refuses the create and an object has the title.
 */
export async function createOnce<Made>(creation: Creation<Made>): Promise<Made> {
  try {
    return await creation.create();
  } catch (error) {
    if (!(error instanceof PcError)) throw error;
    if (error.code !== 'answer-lost') throw await refusalOf(creation, error);
    const made = await creation.find();
    if (made !== undefined) return made;
  }
  return createAgain(creation);
}

/** Qualys may finish the first create after the search: an object that makes the second one fail is then ours. */
async function createAgain<Made>({ create, find }: Creation<Made>): Promise<Made> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof PcError) || !['invalid-value', 'answer-lost'].includes(error.code)) throw error;
    const made = await find();
    if (made === undefined) throw error;
    return made;
  }
}

/** The wording of "taken" is unconfirmed; whether the title exists is not. */
async function refusalOf<Made>({ find, titled }: Creation<Made>, error: PcError): Promise<PcError> {
  if (error.code !== 'invalid-value' || (await find()) === undefined) return error;
  return new PcError(`The account has ${titled} already.`, {
    kind: 'refused',
    code: 'title-taken',
    why: error.why,
    next: 'Run again: the existing one is then used.',
    cause: error,
  });
}
