package dev.insula.site;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names and values as text: one {@code name=value} a line, both {@link Percent percent-encoded}, in
 * the order of the names, and a last line {@code end}. So it can be followed by other bytes, and
 * one that was cut off cannot be taken for a whole one.
 */
public final class PlanText {
  private static final String END = "end";
  private static final int LONGEST_LINE = 1 << 20;

  private PlanText() {}

  /** Writes the entries and flushes; does not close the stream. */
  public static void write(Map<String, String> entries, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(entries)
        .forEach((name, value) ->
            text.append(Percent.encode(name))
                .append('=')
                .append(Percent.encode(value))
                .append('\n'));
    text.append(END).append('\n');
    out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /**
   * Reads up to and including the last line, and not a byte more.
   *
   * @throws IOException if the stream ends before it
   * @throws IllegalArgumentException if a line is not of the form
   */
  public static Map<String, String> read(InputStream in) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    while (true) {
      String line = line(in);
      if (line.equals(END)) {
        return entries;
      }
      int at = line.indexOf('=');
      if (at < 1) {
        throw new IllegalArgumentException("\"" + line + "\" is not of the form name=value.");
      }
      String name = Percent.decode(line.substring(0, at));
      if (entries.put(name, Percent.decode(line.substring(at + 1))) != null) {
        throw new IllegalArgumentException("The plan says " + name + " twice.");
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b == -1) {
        throw new EOFException("The plan was cut off: its last line \"end\" is missing.");
      }
      if (line.size() == LONGEST_LINE) {
        throw new IllegalArgumentException("A line of the plan is longer than 1 MiB.");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.US_ASCII);
  }
}
