package dev.insula.spawner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What root said on the command line.
 *
 * @param plans the folder of plans
 * @param socket where the front connects; its folder is the spawner's own
 * @param run where each site's folder of sockets is made
 * @param frontUid whose orders are taken
 * @param frontGid who may connect to the sites' sockets and read their logs
 * @param group the name of the control group below which all sites are
 * @param apply the program, and its arguments, that brings the plans up to date, or nothing
 * @param front the program to start as the front, or nothing
 */
record Options(
    Path plans,
    Path socket,
    Path run,
    int frontUid,
    int frontGid,
    String group,
    List<String> apply,
    List<String> front) {
  static final String USAGE =
      "usage: insula-spawner --front UID:GID [--plans FOLDER] [--socket FILE] [--run FOLDER]"
          + " [--group NAME] [--apply WORD]... [-- PROGRAM ARGUMENT...]";
  private static final List<String> KNOWN =
      List.of("--front", "--plans", "--socket", "--run", "--group", "--apply");

  Options {
    front = List.copyOf(front);
    apply = List.copyOf(apply);
    if (frontUid <= 0 || frontGid <= 0) {
      throw new IllegalArgumentException("the front is never root; name it with --front UID:GID");
    }
    for (Path path : List.of(plans, socket, run)) {
      if (!path.isAbsolute() || !path.equals(path.normalize()) || path.getNameCount() < 2) {
        throw new IllegalArgumentException(path + " is no absolute path of two names or more");
      }
    }
    if (!group.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("--group " + group + " is no name");
    }
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException a sentence, if it is wrong
   */
  static Options parse(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    List<String> apply = new ArrayList<>();
    List<String> front = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (name.equals("--")) {
        front.addAll(arguments.subList(i + 1, arguments.size()));
        break;
      }
      if (!KNOWN.contains(name) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " is unknown or has no value");
      }
      if (name.equals("--apply")) {
        apply.add(arguments.get(i + 1));
      }
      given.put(name, arguments.get(i + 1));
    }
    String[] ids = given.getOrDefault("--front", "").split(":", -1);
    return new Options(
        Path.of(given.getOrDefault("--plans", "/etc/insula/plans")),
        Path.of(given.getOrDefault("--socket", "/run/insula-spawner/socket")),
        Path.of(given.getOrDefault("--run", "/run/insula-sites")),
        number(ids, 0),
        number(ids, 1),
        given.getOrDefault("--group", "insula"),
        apply,
        front);
  }

  private static int number(String[] ids, int at) {
    return ids.length == 2 && ids[at].matches("[0-9]{1,9}") ? Integer.parseInt(ids[at]) : 0;
  }

  /** The folder that only root may enter and the front may connect through. */
  Path controlFolder() {
    return Objects.requireNonNull(socket.getParent());
  }
}
