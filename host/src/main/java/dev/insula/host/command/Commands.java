package dev.insula.host.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All commands together: what picocli reads the words by. */
@Command(
    name = "insula",
    description = "Runs many web sites on one machine, each with its own settings.",
    mixinStandardHelpOptions = true,
    version = "insula 0.1.0",
    exitCodeOnInvalidInput = 2,
    exitCodeOnExecutionException = 1)
final class Commands implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  /** With the command that the arguments name; with all of them if they name none. */
  static CommandLine line(String... arguments) {
    CommandLine line = new CommandLine(new Commands());
    Subcommands.named(arguments).forEach(line::addSubcommand);
    return line.setExecutionExceptionHandler(new FaultHandler())
        .setAllowOptionsAsOptionParameters(false);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
