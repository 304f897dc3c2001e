package dev.insula.site.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a member does beside running its site where its process is a user of its own in a room of
 * its own, and nobody else may open the site's files.
 *
 * @param before a command and its arguments, to be run to its end before the start; empty for none
 * @param boot how the front reaches what listens by itself, if the site is a Spring Boot jar
 */
public record InRoom(List<String> before, Optional<Boot> boot) {
  /** Nothing. */
  public static final InRoom NOTHING = new InRoom(List.of(), Optional.empty());

  private static final String BEFORE = "group.before.";
  private static final String BOOT = "group.boot";

  /** Where requests for a Spring Boot jar go. */
  public enum Boot {
    /** To its port. */
    PORT,
    /** To the site's socket, from which this process goes on to the port. */
    SOCKET
  }

  /** Copies the list. */
  public InRoom {
    before = List.copyOf(before);
  }

  /** As entries of an order. */
  public Map<String, String> entries() {
    Map<String, String> entries = new TreeMap<>();
    for (int i = 0; i < before.size(); i++) {
      entries.put(BEFORE + i, before.get(i));
    }
    boot.ifPresent(way -> entries.put(BOOT, way.name()));
    return entries;
  }

  /**
   * What {@link #entries} was called on.
   *
   * @throws IllegalArgumentException if there is no such way
   */
  static InRoom of(Map<String, String> entries) {
    List<String> before = new ArrayList<>();
    for (String word = entries.get(BEFORE + 0);
        word != null;
        word = entries.get(BEFORE + before.size())) {
      before.add(word);
    }
    return new InRoom(before, Optional.ofNullable(entries.get(BOOT)).map(Boot::valueOf));
  }
}
