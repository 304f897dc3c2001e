package dev.insula.host.command;

/** The exit codes of every command; part of the stable interface (sysexits.h where it fits). */
enum ExitCode {
  /** It is done. */
  FINE(0),
  /** It was understood and could not be done. */
  FAILED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The host does not run, or its control socket cannot be reached. */
  NOT_RUNNING(69),
  /** The manifest is faulty, or the machine lacks what Insula needs. */
  FAULTY_MANIFEST(78);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }
}
