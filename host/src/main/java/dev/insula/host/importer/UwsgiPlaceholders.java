package dev.insula.host.importer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code %(name)}: the value of another option. */
final class UwsgiPlaceholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("%\\(([^)]+)\\)");
  private static final int ROUNDS = 5;

  private UwsgiPlaceholders() {}

  static List<UwsgiOption> fill(List<UwsgiOption> options) {
    Map<String, String> values = new HashMap<>();
    options.forEach(option -> values.put(option.key(), option.value()));
    return options.stream()
        .map(option -> new UwsgiOption(option.key(), fill(option.value(), values), option.at()))
        .toList();
  }

  /** A value that names another one may be named itself, but not without end. */
  private static String fill(String value, Map<String, String> values) {
    String filled = value;
    for (int round = 0; round < ROUNDS; round++) {
      filled =
          PLACEHOLDER
              .matcher(filled)
              .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
    }
    return filled;
  }

  private static String value(String name, Map<String, String> values) {
    return values.getOrDefault(name.replace('_', '-'), "%(" + name + ")");
  }
}
