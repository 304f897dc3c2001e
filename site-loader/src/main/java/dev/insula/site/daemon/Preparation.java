package dev.insula.site.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command that is run before a member starts; it may be told to end at any time. */
final class Preparation {
  private static final String FAILED = "failed ";

  private final List<String> command;
  private @Nullable Process process;
  private boolean cancelled;

  /** One of these words; of none, if there is nothing to prepare. */
  Preparation(List<String> command) {
    this.command = List.copyOf(command);
  }

  /**
   * Runs it to its end.
   *
   * @param log takes what it prints on standard error
   * @return false if it was cancelled
   * @throws IOException a clause, if it has failed
   */
  boolean run(OutputStream log) throws IOException {
    if (command.isEmpty() || isCancelled()) {
      return !isCancelled();
    }
    try {
      finish(begin(), log);
    } catch (IOException e) {
      // What is ended in the midst breaks off.
      if (!isCancelled()) {
        throw e;
      }
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
    }
    return !isCancelled();
  }

  private static void finish(Process begun, OutputStream log)
      throws IOException, InterruptedException {
    begun.getOutputStream().close();
    Thread logging = Thread.ofVirtual().name("log").start(() -> copy(begun, log));
    String said = lastWords(begun);
    logging.join();
    int status = begun.waitFor();
    if (status != 0) {
      throw new IOException(said.isEmpty() ? "its preparation ended with " + status : said);
    }
  }

  private synchronized Process begin() throws IOException {
    Process begun = new ProcessBuilder(command).start();
    process = begun;
    if (cancelled) {
      begun.destroyForcibly();
    }
    return begun;
  }

  private static void copy(Process from, OutputStream log) {
    try (InputStream errors = from.getErrorStream()) {
      errors.transferTo(log);
    } catch (IOException e) {
      // It was ended, or there is no log; then it prints to nobody.
      return;
    }
  }

  /** The message of a line such as a daemon process says when it could not start. */
  private static String lastWords(Process process) throws IOException {
    String message = "";
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(FAILED) && DaemonEvent.parse(line) instanceof DaemonEvent.Failed it) {
          message = it.message();
        }
      }
    }
    return message;
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Ends it, and all that it has started. */
  synchronized void cancel() {
    cancelled = true;
    Process begun = process;
    if (begun != null) {
      begun.descendants().forEach(ProcessHandle::destroyForcibly);
      begun.destroyForcibly();
    }
  }
}
