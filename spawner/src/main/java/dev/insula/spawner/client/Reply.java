package dev.insula.spawner.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** A line of the spawner's: words, then key=value pairs whose values are percent-encoded. */
record Reply(String line, Map<String, String> values) {
  static Reply parse(String line) {
    Map<String, String> values = new HashMap<>();
    for (String word : line.split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        String value = word.substring(equals + 1).replace("+", "%2B");
        values.put(word.substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return new Reply(line, values);
  }

  /** The words, at most so many; the last one is the rest of the line. */
  String[] words(int most) {
    return line.split(" ", most);
  }

  String text(String key) {
    return values.getOrDefault(key, "");
  }

  long number(String key) {
    return Long.parseLong(values.getOrDefault(key, "0"));
  }

  Started started() {
    OptionalInt port =
        values.containsKey("port") ? OptionalInt.of((int) number("port")) : OptionalInt.empty();
    return new Started(
        number("pid"), Path.of(text("socket")), (int) number("uid"), text("plan"), port);
  }
}
