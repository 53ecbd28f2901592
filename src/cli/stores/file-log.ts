import { open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Rewriting pays off when so many lines say nothing any more. */
const MIN_STALE_LINES = 10_000;
const OWNER_ONLY = 0o600;

interface Waiting {
  readonly line: string;
  readonly settle: (error?: Error) => void;
}

/** Makes a rename, or a new file, survive a power failure; Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** Lines at the end of a file, each of which is on the disk when its promise resolves. */
export class FileLog {
  readonly #path: string;
  /** All lines that would say the same as the whole file. */
  readonly #summarize: () => readonly string[];
  #file: FileHandle | undefined;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #staleLines = 0;
  #isClosed = false;

  constructor(path: string, summarize: () => readonly string[]) {
    this.#path = path;
    this.#summarize = summarize;
  }

  /** Reads all whole lines. What a process was writing when it was killed is left out: nobody was told of it. */
  async read(): Promise<string[]> {
    const text = await readFile(this.#path, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').slice(0, -1);
  }

  /** Adds a line. Lines that come while others are written go to the disk together. */
  append(line: string): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Error(`${this.#path} is closed.`));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, settle: (error) => (error ? reject(error) : resolve()) });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Resolves once everything that was added so far is written, or has failed. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** Writes the whole file anew, under another name until it is complete. */
  async rewrite(): Promise<void> {
    const temporary = `${this.#path}.new`;
    const file = await open(temporary, 'w', OWNER_ONLY);
    try {
      await file.writeFile(
        this.#summarize()
          .map((line) => `${line}\n`)
          .join(''),
      );
      await file.sync();
    } finally {
      await file.close();
    }
    await this.#file?.close();
    this.#file = undefined;
    await rename(temporary, this.#path);
    await syncFolder(this.#path);
    this.#file = await open(this.#path, 'a', OWNER_ONLY);
    this.#staleLines = 0;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.settled();
    await this.#file?.close();
    this.#file = undefined;
  }

  async #write(lines: readonly string[]): Promise<void> {
    this.#staleLines += lines.length;
    // After a failure, the end of the file may be half a line: the whole file is written anew then.
    if (this.#file === undefined || this.#staleLines > MIN_STALE_LINES + this.#summarize().length)
      return this.rewrite();
    try {
      await this.#file.appendFile(lines.map((line) => `${line}\n`).join(''));
      await this.#file.datasync();
    } catch (error) {
      await this.#file.close().catch(() => undefined);
      this.#file = undefined;
      throw error;
    }
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const error = await this.#write(batch.map(({ line }) => line)).then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
      for (const { settle } of batch) settle(error);
    }
    this.#writing = undefined;
  }
}
