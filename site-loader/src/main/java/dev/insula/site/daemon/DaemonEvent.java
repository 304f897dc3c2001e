package dev.insula.site.daemon;

import dev.insula.site.Percent;
import java.util.HashMap;
import java.util.Map;

/**
 * What a Java daemon process says on its standard output: one line each, a word and then
 * space-separated {@code name=value} with {@link Percent percent-encoded} values.
 */
public sealed interface DaemonEvent {
  /**
   * The daemon accepts requests on its socket: {@code ready pid=123 server=undertow%2F2.4.4.Final
   * link=true}.
   *
   * @param pid its process id
   * @param server what serves, and its version
   * @param takesLinks whether the socket takes multiplexed links beside HTTP/1.1
   */
  record Ready(long pid, String server, boolean takesLinks) implements DaemonEvent {
    @Override
    public String line() {
      return "ready pid=" + pid + " server=" + Percent.encode(server) + " link=" + takesLinks;
    }
  }

  /**
   * The site could not be started; the daemon exits with status 1: {@code failed message=...
   * trace=...}. What is too long for a line loses its middle: what a line says last is whom it is
   * about.
   *
   * @param message a sentence
   * @param trace the stack trace of the site's own exception, or empty
   */
  record Failed(String message, String trace) implements DaemonEvent {
    private static final int LONGEST_MESSAGE = 4 << 10;
    private static final int LONGEST_TRACE = 8 << 10;

    /** Of both, what fits. */
    public Failed {
      message = Shortened.to(LONGEST_MESSAGE, message);
      trace = Shortened.to(LONGEST_TRACE, trace);
    }

    @Override
    public String line() {
      return "failed message=" + Percent.encode(message) + " trace=" + Percent.encode(trace);
    }
  }

  /**
   * The site has called {@code System.exit}; the daemon exits with that status: {@code exited
   * status=3}.
   *
   * @param status what the site gave
   */
  record Exited(int status) implements DaemonEvent {
    @Override
    public String line() {
      return "exited status=" + status;
    }
  }

  /**
   * The site has written, or tried to, what the whole JVM shares: {@code shared message=...
   * warn=true}.
   *
   * @param message a clause about the site
   * @param warn whether whoever runs the host is to be warned
   */
  record Shared(String message, boolean warn) implements DaemonEvent {
    @Override
    public String line() {
      return "shared message=" + Percent.encode(message) + " warn=" + warn;
    }
  }

  /** The event as a line, without the line's end. */
  String line();

  /**
   * The event of a line.
   *
   * @throws IllegalArgumentException with a sentence if the line is no event
   */
  static DaemonEvent parse(String line) {
    String[] words = line.split(" ", -1);
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int at = words[i].indexOf('=');
      if (at < 1) {
        throw noEvent(line);
      }
      values.put(words[i].substring(0, at), Percent.decode(words[i].substring(at + 1)));
    }
    return switch (words[0]) {
      case "ready" ->
          new Ready(
              Long.parseLong(value(values, "pid", line)),
              value(values, "server", line),
              Boolean.parseBoolean(value(values, "link", line)));
      case "failed" -> new Failed(value(values, "message", line), value(values, "trace", line));
      case "exited" -> new Exited(Integer.parseInt(value(values, "status", line)));
      case "shared" ->
          new Shared(
              value(values, "message", line), Boolean.parseBoolean(value(values, "warn", line)));
      default -> throw noEvent(line);
    };
  }

  private static String value(Map<String, String> values, String name, String line) {
    String value = values.get(name);
    if (value == null) {
      throw noEvent(line);
    }
    return value;
  }

  private static IllegalArgumentException noEvent(String line) {
    return new IllegalArgumentException("\"" + line + "\" is no event of a Java daemon process.");
  }
}
