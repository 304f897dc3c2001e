package dev.insula.host.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gunicorn's command line, as settings of the names that its configuration files use. */
final class GunicornCommand {
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("-b", "bind"),
          Map.entry("-w", "workers"),
          Map.entry("-k", "worker_class"),
          Map.entry("-e", "raw_env"),
          Map.entry("-t", "timeout"),
          Map.entry("-u", "user"),
          Map.entry("-g", "group"),
          Map.entry("-m", "umask"),
          Map.entry("-D", "daemon"),
          Map.entry("-p", "pidfile"),
          Map.entry("-c", "config"),
          Map.entry("-n", "proc_name"),
          Map.entry("-R", "enable_stdio_inheritance"));

  /** Long options whose name differs from their setting's. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "env", "raw_env",
          "name", "proc_name",
          "preload", "preload_app",
          "pid", "pidfile",
          "access_logfile", "accesslog",
          "error_logfile", "errorlog",
          "log_file", "errorlog",
          "keep_alive", "keepalive",
          "log_level", "loglevel");

  private static final Set<String> FLAGS =
      Set.of(
          "daemon",
          "preload_app",
          "reload",
          "check_config",
          "print_config",
          "no_sendfile",
          "reuse_port",
          "capture_output",
          "log_syslog",
          "enable_stdio_inheritance",
          "spew",
          "disable_redirect_access_to_syslog",
          "strip_header_spaces",
          "do_handshake_on_connect",
          "suppress_ragged_eofs");

  private final List<String> words;
  private final Whence at;
  private final List<GunicornOption> options = new ArrayList<>();

  private GunicornCommand(List<String> words, Whence at) {
    this.words = new ArrayList<>(words);
    this.at = at;
  }

  /**
   * The settings; the application is {@code wsgi_app}.
   *
   * @param words without the program's own name
   */
  static List<GunicornOption> read(List<String> words, Whence at) {
    var command = new GunicornCommand(words, at);
    while (!command.words.isEmpty()) {
      command.step(command.words.removeFirst());
    }
    return command.options;
  }

  private void step(String word) {
    if (word.startsWith("--")) {
      longOption(word.substring(2));
    } else if (word.startsWith("-") && word.length() > 1) {
      shortOption(word);
    } else {
      add("wsgi_app", word);
    }
  }

  private void longOption(String option) {
    int equals = option.indexOf('=');
    String key = (equals < 0 ? option : option.substring(0, equals)).replace('-', '_');
    String name = RENAMED.getOrDefault(key, key);
    add(name, equals < 0 ? value(name) : option.substring(equals + 1));
  }

  private void shortOption(String word) {
    String name = SHORT.getOrDefault(word.substring(0, 2), word);
    add(name, word.length() > 2 ? word.substring(2).replaceFirst("^=", "") : value(name));
  }

  private String value(String name) {
    return FLAGS.contains(name) ? "True" : words.isEmpty() ? "" : words.removeFirst();
  }

  private void add(String name, String value) {
    options.add(new GunicornOption(name, value, at));
  }
}
