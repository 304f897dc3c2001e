package dev.insula.host.command;

/** The entry point of every command. Knows nothing of picocli; see {@link RunWords}. */
public final class Insula {
  private Insula() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(
        RunWords.read(arguments)
            .map(HostRun::untilStopped)
            .orElseGet(() -> Commands.line(arguments).execute(arguments)));
  }
}
