package dev.insula.host.doctor;

import dev.insula.host.doctor.Probes.Try;
import dev.insula.site.ApplicationObject;
import dev.insula.site.RunningSite;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteJvm;
import dev.insula.site.SiteLimits;
import dev.insula.site.SiteListener;
import dev.insula.site.SiteOutput;
import dev.insula.site.SiteStartException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Probes in the places of sites that share a JVM: each defined by a loader of its own, in this JVM,
 * as the sites are. They have folders of their own, so nothing is put where a site would find it.
 */
public final class JvmProbes implements AutoCloseable {
  private static final SiteListener EAR = status -> {};

  private final SiteJvm jvm = new SiteJvm();
  private final Path folder;
  private final Path classes;
  private final List<RunningSite> running = new ArrayList<>();
  private final List<Try> tries = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private JvmProbes(Path folder) throws IOException {
    this.folder = folder;
    this.classes = Files.createDirectories(folder.resolve("classes"));
    ProbeClasses.writeTo(classes);
  }

  /**
   * Plants in the places of all these sites, and lets each look for the others' canaries.
   *
   * @param sites those that share one JVM
   * @param folder an empty one; the caller deletes it
   * @throws IOException a sentence, if a probe cannot be run
   */
  public static Found run(Collection<String> sites, Path folder) throws IOException {
    try (JvmProbes probes = new JvmProbes(folder)) {
      for (String site : sites) {
        probes.plant(site);
      }
      for (String site : sites) {
        probes.look(site, sites.stream().filter(it -> !it.equals(site)).toList());
      }
      return new Found(probes.tries, probes.notes);
    }
  }

  private void plant(String site) throws IOException {
    for (String line : start(site, 1, "")) {
      String[] words = line.split(" ", 3);
      if (words[0].equals("blind")) {
        notes.add(Found.blind(site, words[2]));
      } else if (words[0].equals("refused")) {
        notes.add(Found.refused(site, words[2]));
      }
    }
  }

  private void look(String site, List<String> others) throws IOException {
    if (!others.isEmpty()) {
      for (String line : start(site, 2, String.join(",", others))) {
        String[] words = line.split(" ", 3);
        tries.add(new Try(site, words[1], words[2], words[0].equals("OPEN")));
      }
    }
  }

  private List<String> start(String site, long generation, String others) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    Path own = Files.createDirectories(folder.resolve(site + "-" + generation));
    try {
      running.add(
          jvm.start(definition(site, generation, others, own), new SiteOutput(out, out), EAR));
    } catch (SiteStartException e) {
      throw new IOException("the probe of " + site + " did not start: " + e.getMessage(), e);
    }
    return said.toString(StandardCharsets.UTF_8).lines().filter(JvmProbes::isTry).toList();
  }

  /** The site's standard output has what others print, too. */
  private static boolean isTry(String line) {
    return line.matches("(OPEN|closed|planted|blind|refused) \\S+ .+");
  }

  private SiteDefinition definition(String site, long generation, String others, Path own) {
    return new SiteDefinition(
        site,
        generation,
        ApplicationObject.parse(SiteProbe.class.getName()),
        List.of(classes),
        own,
        own.resolve("tmp"),
        folder.resolve("cache"),
        Optional.empty(),
        Map.of("INSULA_CANARY", SiteProbe.MARK + site),
        Map.of(SiteProbe.SITE, site, SiteProbe.OTHERS, others),
        SiteLimits.DEFAULT);
  }

  @Override
  public void close() {
    running.forEach(site -> site.stop(Duration.ofSeconds(1)));
  }
}
