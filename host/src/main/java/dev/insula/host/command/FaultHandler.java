package dev.insula.host.command;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one sentence and an exit code. */
final class FaultHandler implements IExecutionExceptionHandler {
  /** A fault that is meant for the reader as it is. */
  static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ExitCode code;

    Fault(ExitCode code, String sentence) {
      super(sentence);
      this.code = code;
    }

    ExitCode code() {
      return code;
    }
  }

  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed)
      throws Exception {
    if (fault instanceof Fault known) {
      command.getErr().println("insula: " + known.getMessage());
      return known.code().status();
    }
    throw fault;
  }
}
