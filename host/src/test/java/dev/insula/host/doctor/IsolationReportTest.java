package dev.insula.host.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IsolationReportTest {
  private static Probes.Try open(String from, String to, String kind) {
    return new Probes.Try(from, to, kind, true);
  }

  private static Terms terms(String... networked) {
    return new Terms(Set.of(networked), Map.of(), false);
  }

  @Test
  void whatIsReachedIsALeakAndCalledSo() {
    Probes.Try leak = open("a", "b", "ptrace");
    var report =
        new IsolationReport(
            List.of(leak, new Probes.Try("b", "a", "ptrace", false)), terms("a", "b"));
    assertEquals(List.of(leak), report.leaks());
    assertEquals(List.of("ptrace                 LEAK: a reaches that of b"), report.lines());
  }

  @Test
  void theMachinesNetworkIsSharedByThoseWhoAskedForIt() {
    var report = new IsolationReport(List.of(open("a", "b", "loopback-port")), terms("a", "b"));
    assertEquals(List.of(), report.leaks());
    assertEquals(List.of("loopback-port          shared by network: host (1)"), report.lines());
  }

  @Test
  void aSiteWithoutANetworkThatReachesAPortIsALeak() {
    var report = new IsolationReport(List.of(open("a", "b", "loopback-port")), terms("b"));
    assertEquals(1, report.leaks().size());
  }

  @Test
  void filesAndSecretsOfAllSitesAreOneLine() {
    var report =
        new IsolationReport(
            List.of(
                new Probes.Try("a", "b", "file /srv/b", false),
                new Probes.Try("a", "b", "file /srv/b secret", false)),
            terms());
    assertEquals(List.of("file, secret           closed (2 tries)"), report.lines());
  }

  @Test
  void oneJvmSharesWhatItSaysAndNothingElse() {
    Terms terms = new Terms(Set.of(), Map.of("a", "front", "b", "front", "c", "other"), false);
    var report =
        new IsolationReport(
            List.of(
                open("a", "b", "security provider"),
                open("a", "b", "locale"),
                open("a", "c", "security provider")),
            terms);
    assertEquals(
        List.of(open("a", "b", "locale"), open("a", "c", "security provider")), report.leaks());
  }

  @Test
  void oneUserSharesItsProcessesButNoStateOfAJvm() {
    Terms terms = new Terms(Set.of(), Map.of("a", "front", "b", "front"), true);
    var report =
        new IsolationReport(
            List.of(open("c", "d", "ptrace"), open("c", "a", "signal"), open("a", "b", "locale")),
            terms);
    assertEquals(List.of(open("a", "b", "locale")), report.leaks());
    assertEquals("ptrace                 shared by one user (1)", report.lines().getFirst());
  }

  @Test
  void severalWaysToOneThingAreOneLine() {
    Probes.Try leak = open("a", "b", "authentication, password");
    var report =
        new IsolationReport(
            List.of(leak, new Probes.Try("a", "b", "authentication, user database", false)),
            terms());
    assertEquals(List.of(leak), report.leaks());
    assertEquals(List.of("authentication         LEAK: a reaches that of b"), report.lines());
  }
}
