package dev.insula.host.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A user of the operating system, as getent(1) and id(1) know it.
 *
 * @param groups all groups, the first one among them
 */
public record SystemUser(String name, int uid, int gid, List<Integer> groups) {
  public SystemUser {
    groups = List.copyOf(groups);
  }

  /**
   * Looks the user up.
   *
   * @throws IOException if the programs cannot be run
   */
  public static Optional<SystemUser> find(String name) throws IOException {
    String[] fields = said("/usr/bin/getent", "passwd", name).strip().split(":", -1);
    if (fields.length < 4) {
      return Optional.empty();
    }
    List<Integer> groups =
        Arrays.stream(said("/usr/bin/id", "-G", name).strip().split(" ", -1))
            .filter(group -> !group.isEmpty())
            .map(Integer::valueOf)
            .toList();
    return Optional.of(
        new SystemUser(name, Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), groups));
  }

  private static String said(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var in = process.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
