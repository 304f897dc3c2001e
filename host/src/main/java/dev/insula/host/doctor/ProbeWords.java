package dev.insula.host.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the probe of a daemon process says, line by line: what it could not plant or does not find
 * itself, and then, with the word "ready", what others must know in order to look for the rest.
 */
final class ProbeWords {
  private static final String NUMBER = "[0-9]{1,18}";

  private final String site;
  private final List<String> notes = new ArrayList<>();

  ProbeWords(String site) {
    this.site = site;
  }

  /** Takes a line in; the facts if it is the last one. */
  synchronized Optional<Map<String, Object>> hear(String line) {
    String[] words = line.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "refused" -> notes.add(Found.refused(site, rest));
      case "blind" -> notes.add(Found.blind(site, rest));
      case "ready" -> {
        return Optional.of(facts(rest));
      }
      default -> notes.add("the probe of " + site + " says: " + line);
    }
    return Optional.empty();
  }

  private static Map<String, Object> facts(String text) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String word : text.split(" ", -1)) {
      String[] parts = word.split("=", 2);
      String value = parts.length > 1 ? parts[1] : "";
      facts.put(parts[0], value.matches(NUMBER) ? Long.valueOf(value) : value);
    }
    return facts;
  }

  synchronized List<String> notes() {
    return List.copyOf(notes);
  }
}
