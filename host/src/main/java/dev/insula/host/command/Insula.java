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
    exitCodeOnExecutionException = 1,
    subcommands = {
      RunCommand.class,
      ApplyCommand.class,
      SpawnerLineCommand.class,
      DoctorCommand.class,
      CheckCommand.class,
      CheckSiteCommand.class,
      ReloadCommand.class,
      StatusCommand.class,
      ExplainCommand.class,
      SiteOrderCommand.Start.class,
      SiteOrderCommand.Stop.class,
      SiteOrderCommand.Restart.class,
      LogsCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      DevCommand.class
    })
public final class Insula implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything.
  private CommandSpec spec;

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Insula())
        .setExecutionExceptionHandler(new FaultHandler())
        .setAllowOptionsAsOptionParameters(false);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
