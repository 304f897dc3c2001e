package dev.insula.spawner.cgroup;

import dev.insula.spawner.plan.Limits;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The spawner's part of the control groups: one folder below the group that the spawner itself was
 * started in, so that what limits the spawner limits all sites together.
 */
public final class Cgroups {
  private static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids");

  private final Layout layout;

  Cgroups(Layout layout) {
    this.layout = layout;
  }

  /**
   * Finds the machine's layout and makes the folder.
   *
   * @param mount where control groups are mounted, {@code /sys/fs/cgroup}
   * @param own the text of {@code /proc/self/cgroup}
   * @param name the folder's name
   * @throws IOException a sentence, if a controller is missing or the folder cannot be made
   */
  public static Cgroups find(Path mount, String own, String name) throws IOException {
    Map<String, Path> bases = new HashMap<>();
    boolean unified = Files.exists(mount.resolve("cgroup.controllers"));
    for (String line : own.lines().toList()) {
      String[] parts = line.split(":", 3);
      for (String controller : parts[1].split(",", -1)) {
        Path tree = mount.resolve(parts[0].equals("0") ? unified ? "" : "unified" : controller);
        Path here = tree.resolve(parts[2].substring(1));
        String key = controller.isEmpty() ? "kill" : controller;
        if (CONTROLLERS.contains(key) || (key.equals("kill") && Files.isDirectory(tree))) {
          // In a container the path may be the one that the machine outside sees.
          bases.put(key, (Files.isDirectory(here) ? here : tree).resolve(name));
        }
      }
    }
    Path kill = bases.get("kill");
    return unified && kill != null ? unified(kill) : split(bases);
  }

  private static Cgroups split(Map<String, Path> bases) throws IOException {
    if (!bases.keySet().containsAll(CONTROLLERS)) {
      throw new IOException(
          "sites cannot be limited: of the control groups memory, cpu and pids only %s are mounted"
              .formatted(bases.keySet()));
    }
    for (Path base : Set.copyOf(bases.values())) {
      Files.createDirectories(base);
    }
    return new Cgroups(new SplitLayout(bases));
  }

  private static Cgroups unified(Path base) throws IOException {
    Path above = Objects.requireNonNull(base.getParent());
    // A group that has members cannot give controllers to its children (cgroups(7), "no internal
    // processes"), the root of the tree excepted.
    if (Files.exists(above.resolve("cgroup.type"))) {
      Path aside = Files.createDirectories(above.resolve("spawner"));
      for (String pid : Files.readAllLines(above.resolve("cgroup.procs"))) {
        Files.writeString(aside.resolve("cgroup.procs"), pid);
      }
    }
    Files.createDirectories(base);
    Files.writeString(above.resolve("cgroup.subtree_control"), "+memory +cpu +pids");
    Files.writeString(base.resolve("cgroup.subtree_control"), "+memory +cpu +pids");
    return new Cgroups(new UnifiedLayout(base));
  }

  /**
   * Makes a group with these limits and nobody in it.
   *
   * @throws IOException if the kernel refuses
   */
  public Cgroup create(String name, Limits limits) throws IOException {
    var group = new Cgroup(layout, name);
    group.limit(limits);
    return group;
  }

  /**
   * Ends every process that a former spawner left in a group, and removes the groups.
   *
   * @return how many groups there were
   */
  public int clear() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (Path base : Set.copyOf(layout.bases().values())) {
      try (DirectoryStream<Path> groups = Files.newDirectoryStream(base, Files::isDirectory)) {
        groups.forEach(group -> names.add(group.getFileName().toString()));
      }
    }
    for (String name : names) {
      new Cgroup(layout, name).end();
    }
    return names.size();
  }

  /** Removes the spawner's folder, if no group is in it. */
  public void remove() {
    for (Path base : Set.copyOf(layout.bases().values())) {
      if (!base.toFile().delete()) {
        System.err.println("insula-spawner: " + base + " stays: it is in use");
      }
    }
  }
}
