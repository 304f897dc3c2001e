package dev.insula.site.daemon;

import dev.insula.site.PlanText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a daemon process of several sites is told on its standard input, one after the other. A
 * member is one start of one generation of a site.
 */
public sealed interface GroupOrder {
  /** Which member is meant; no two of one process share it. */
  String member();

  /**
   * To start a member.
   *
   * @param log where the site's output is appended, absolute; if there is none, it goes to standard
   *     error, each line with the site's name
   * @param room what else there is to do, where only the site's own user may do it
   */
  record Start(String member, DaemonPlan plan, Optional<Path> log, InRoom room)
      implements GroupOrder {
    @Override
    public void write(OutputStream out) throws IOException {
      Map<String, String> entries = new TreeMap<>(plan.entries());
      entries.put(ORDER, "start");
      entries.put(MEMBER, member);
      log.ifPresent(file -> entries.put(LOG, file.toString()));
      entries.putAll(room.entries());
      PlanText.write(entries, out);
    }
  }

  /** To end a member, its requests first. */
  record Stop(String member) implements GroupOrder {
    @Override
    public void write(OutputStream out) throws IOException {
      PlanText.write(Map.of(ORDER, "stop", MEMBER, member), out);
    }
  }

  String ORDER = "group.order";
  String MEMBER = "group.member";
  String LOG = "group.log";

  /** Writes the order and flushes; does not close the stream. */
  void write(OutputStream out) throws IOException;

  /**
   * Reads one order, and not a byte more.
   *
   * @throws IOException if the stream ends before or within it
   * @throws IllegalArgumentException with a sentence if something is missing or wrong
   */
  static GroupOrder read(InputStream in) throws IOException {
    Map<String, String> entries = PlanText.read(in);
    String member = entries.getOrDefault(MEMBER, "");
    return switch (entries.getOrDefault(ORDER, "")) {
      case "start" ->
          new Start(
              member,
              DaemonPlan.of(entries),
              Optional.ofNullable(entries.get(LOG)).map(Path::of),
              InRoom.of(entries));
      case "stop" -> new Stop(member);
      default ->
          throw new IllegalArgumentException(
              "\"" + entries.get(ORDER) + "\" is no order for a group of sites.");
    };
  }
}
