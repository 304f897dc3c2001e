package dev.insula.host.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of every command. */
@Command(
    name = "insula",
    description = "Runs many web sites on one machine, each with its own settings.",
    mixinStandardHelpOptions = true,
    version = "insula 0.1.0",
    exitCodeOnInvalidInput = 2,
    exitCodeOnExecutionException = 1)
public final class Insula implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /** With the command that the arguments name; with all of them if they name none. */
  static CommandLine commandLine(String... arguments) {
    CommandLine line = new CommandLine(new Insula());
    Subcommands.named(arguments).forEach(line::addSubcommand);
    return line.setExecutionExceptionHandler(new FaultHandler())
        .setAllowOptionsAsOptionParameters(false);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
