package dev.insula.host.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests of the access log as {@code runserver} prints them; used by one thread. */
final class AccessLines {
  /** A line of the log: address, user, time, request, status, bytes, referer, agent, micros. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\S+ - \\S+ \\[([^:]+):([0-9:]+)[^]]*] (\"[^\"]*\") (\\d+) (\\d+) .* (\\d+)us");

  private static final int MICROS_IN_MILLI = 1000;

  private final GrowingLog log;
  private String unfinished = "";

  AccessLines(Path accessLog) {
    this.log = new GrowingLog(accessLog);
  }

  /** What was answered since the last call, a line for each; empty if nothing was. */
  String more() throws IOException {
    String text = unfinished + log.more();
    int end = text.lastIndexOf('\n') + 1;
    unfinished = text.substring(end);
    var lines = new StringBuilder();
    text.substring(0, end).lines().map(AccessLines::asOfRunserver).forEach(lines::append);
    return lines.toString();
  }

  private static String asOfRunserver(String line) {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      return line + "\n";
    }
    long millis = Long.parseLong(found.group(6)) / MICROS_IN_MILLI;
    return "[%s %s] %s %s %s %d ms\n"
        .formatted(
            found.group(1), found.group(2), found.group(3), found.group(4), found.group(5), millis);
  }
}
