package dev.insula.host.command;

import java.util.List;

/**
 * The commands by name. To read the options of all of them costs most of what a command like {@code
 * insula status} costs, so only the class of the one that is wanted is loaded.
 */
final class Subcommands {
  /** In the order of the help page. */
  static final List<String> NAMES =
      List.of(
          "run",
          "apply",
          "spawner-line",
          "doctor",
          "check",
          "check-site",
          "reload",
          "status",
          "explain",
          "start",
          "stop",
          "restart",
          "logs",
          "export",
          "import",
          "dev");

  private Subcommands() {}

  /** The one that the first argument names, else all. */
  static List<Class<?>> named(String... arguments) {
    boolean one = arguments.length > 0 && NAMES.contains(arguments[0]);
    List<String> wanted = one ? List.of(arguments[0]) : NAMES;
    return wanted.stream().<Class<?>>map(Subcommands::type).toList();
  }

  static Class<?> type(String name) {
    return switch (name) {
      case "run" -> RunCommand.class;
      case "apply" -> ApplyCommand.class;
      case "spawner-line" -> SpawnerLineCommand.class;
      case "doctor" -> DoctorCommand.class;
      case "check" -> CheckCommand.class;
      case "check-site" -> CheckSiteCommand.class;
      case "reload" -> ReloadCommand.class;
      case "status" -> StatusCommand.class;
      case "explain" -> ExplainCommand.class;
      case "start" -> SiteOrderCommand.Start.class;
      case "stop" -> SiteOrderCommand.Stop.class;
      case "restart" -> SiteOrderCommand.Restart.class;
      case "logs" -> LogsCommand.class;
      case "export" -> ExportCommand.class;
      case "import" -> ImportCommand.class;
      case "dev" -> DevCommand.class;
      default -> throw new IllegalArgumentException("There is no command " + name + ".");
    };
  }
}
