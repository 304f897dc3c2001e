package dev.insula.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.insula.config.read.ManifestReader;
import dev.insula.config.read.Reading;
import dev.insula.host.doctor.Found;
import dev.insula.host.doctor.Probes.Try;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbedSitesTest {
  @TempDir private Path folder = Path.of("");

  private ProbedSites sites(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("insula.yaml"), text);
    return new ProbedSites(
        assertInstanceOf(Reading.Valid.class, ManifestReader.read(file)).manifest());
  }

  @Test
  void aSiteAloneInItsJvmHasNobodyToFind() throws IOException {
    ProbedSites probed =
        sites(
            """
            defaults: {isolation: process}
            sites:
              a: {hosts: [a.test], java: x.A, path: ., process: {group: first}}
              b: {hosts: [b.test], java: x.B, path: ., process: {group: second}}
              c: {hosts: [c.test], java: x.C, path: ., process: {group: third}}
              d: {hosts: [d.test], java: x.D, path: ., process: {group: third}}
              e: {hosts: [e.test], java: x.E, path: ., process: {group: zone}}
              f: {hosts: [f.test], java: x.F, path: ., process: {group: zone}}
            """);
    Found found = probed.tryInJvms(Files.createDirectory(folder.resolve("probes")));
    Set<String> pairs =
        found.tries().stream().map(one -> one.from() + one.to()).collect(Collectors.toSet());
    assertEquals(Set.of("cd", "dc", "ef", "fe"), pairs);
    assertEquals(Set.of(false), openKinds(found.tries(), "locale"));
  }

  private static Set<Boolean> openKinds(List<Try> tries, String kind) {
    return tries.stream()
        .filter(one -> one.kind().equals(kind))
        .map(Try::open)
        .collect(Collectors.toSet());
  }

  @Test
  void aMemberOfAGroupHasNoProcessOfItsOwn() throws IOException {
    ProbedSites probed =
        sites(
            """
            sites:
              front: {hosts: [a.test], java: x.A, path: .}
              member: {hosts: [b.test], java: x.B, path: ., isolation: process, process: {group: g}}
              own: {hosts: [c.test], java: x.C, path: ., isolation: process}
            """);
    assertEquals(List.of("front"), probed.inFront());
    assertEquals(List.of("member"), probed.inGroups());
    assertEquals(List.of("own"), probed.processes());
  }
}
