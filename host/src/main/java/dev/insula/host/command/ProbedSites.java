package dev.insula.host.command;

import dev.insula.config.Application;
import dev.insula.config.Isolation;
import dev.insula.config.Manifest;
import dev.insula.config.Network;
import dev.insula.config.Site;
import dev.insula.host.apply.ProbePlans;
import dev.insula.host.apply.ProbedJvm;
import dev.insula.host.doctor.Found;
import dev.insula.host.doctor.IsolationReport;
import dev.insula.host.doctor.JvmProbes;
import dev.insula.host.doctor.LocalProbes;
import dev.insula.host.doctor.Probes;
import dev.insula.host.doctor.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sites of a manifest by the rooms that they are in, and what the probes there find. */
final class ProbedSites {
  /** The room of the sites with {@code isolation: classloader}. */
  private static final String FRONT = "the front";

  private final Map<String, Site> sites = new LinkedHashMap<>();

  ProbedSites(Manifest manifest) {
    manifest.sites().values().stream()
        .filter(ProbedSites::runs)
        .forEach(site -> sites.put(site.name().text(), site));
  }

  /** Whether there is code of the site's that runs. */
  private static boolean runs(Site site) {
    return site.application().kind() != Application.Kind.FRONT;
  }

  int count() {
    return sites.size();
  }

  /** Sites with a daemon process of their own. */
  List<String> processes() {
    return sites.keySet().stream().filter(name -> jvm(name).isEmpty()).toList();
  }

  /** Sites in the front's JVM. */
  List<String> inFront() {
    return sites.keySet().stream().filter(name -> jvm(name).equals(Optional.of(FRONT))).toList();
  }

  /** Sites in a daemon process that is a group's. */
  List<String> inGroups() {
    return sites.keySet().stream()
        .filter(name -> jvm(name).filter(room -> !room.equals(FRONT)).isPresent())
        .toList();
  }

  private Optional<String> jvm(String name) {
    Site site = sites.get(name);
    if (site == null) {
      return Optional.empty();
    }
    return site.isolation() == Isolation.CLASSLOADER ? Optional.of(FRONT) : site.processGroup();
  }

  private Map<String, String> jvms() {
    Map<String, String> jvms = new LinkedHashMap<>();
    sites.keySet().forEach(name -> jvm(name).ifPresent(room -> jvms.put(name, room)));
    return jvms;
  }

  Terms terms(boolean isOneUser) {
    return new Terms(networked(), jvms(), isOneUser);
  }

  private Set<String> networked() {
    return sites.values().stream()
        .filter(site -> site.isolation() == Isolation.PROCESS && site.network() == Network.HOST)
        .map(site -> site.name().text())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Probes in the sites' JVMs, one JVM after the other; a site alone has nobody to find. */
  Found tryInJvms(Path folder) throws IOException {
    List<Probes.Try> tries = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Map<String, String> jvms = jvms();
    int rooms = 0;
    for (String room : new TreeSet<>(jvms.values())) {
      List<String> members =
          jvms.keySet().stream().filter(name -> room.equals(jvms.get(name))).toList();
      if (members.size() == 1) {
        continue;
      }
      Path own = Files.createDirectory(folder.resolve("jvm-" + rooms++));
      Found found = JvmProbes.run(members, own);
      tries.addAll(found.tries());
      notes.addAll(found.notes());
    }
    return new Found(tries, notes);
  }

  /** Probes in place of the daemon processes, as children of this JVM. */
  Found tryAsChildren(Path folder) throws IOException {
    Map<String, List<Path>> files = new LinkedHashMap<>();
    processes().forEach(name -> files.put(name, files(name)));
    if (files.isEmpty()) {
      return new Found(List.of(), List.of());
    }
    Map<String, Map<String, String>> jvms = new LinkedHashMap<>();
    Map<String, String> jvm = ProbedJvm.order();
    files.keySet().stream().filter(this::runsJava).forEach(name -> jvms.put(name, jvm));
    return LocalProbes.run(ProbePlans.source(), files, jvms, inFront(), folder);
  }

  private boolean runsJava(String name) {
    return Optional.ofNullable(sites.get(name)).filter(ProbedJvm::isOf).isPresent();
  }

  private List<Path> files(String name) {
    return Optional.ofNullable(sites.get(name)).stream()
        .flatMap(
            site -> Stream.concat(site.secrets().values().stream(), Stream.of(site.directory())))
        .toList();
  }

  /** The table, and what stands below it. */
  List<String> lines(IsolationReport report, Collection<String> notes) {
    List<String> lines = new ArrayList<>(report.lines());
    lines.addAll(notes);
    List<String> others = processes().stream().filter(name -> !runsJava(name)).toList();
    if (!others.isEmpty()) {
      lines.add(
          "no System property was planted for %s, which Insula starts no JVM for"
              .formatted(String.join(", ", others)));
    }
    if (jvms().values().stream().distinct().count() < jvms().size()) {
      lines.add(
          "sites in one JVM are one process of one user: files, sockets, memory and signals are"
              + " shared, and nothing holds against malice");
    }
    lines.add(
        report.leaks().isEmpty()
            ? "no leak between %d sites".formatted(count())
            : "%d leaks".formatted(report.leaks().size()));
    return lines;
  }
}
