package dev.insula.host.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IsolationReportTest {
  private static Probes.Try open(String from, String to, String kind) {
    return new Probes.Try(from, to, kind, true);
  }

  @Test
  void whatIsReachedIsALeakAndCalledSo() {
    Probes.Try leak = open("a", "b", "ptrace");
    var report =
        new IsolationReport(
            List.of(leak, new Probes.Try("b", "a", "ptrace", false)), Set.of("a", "b"));
    assertEquals(List.of(leak), report.leaks());
    assertEquals(List.of("ptrace           LEAK: a reaches that of b"), report.lines());
  }

  @Test
  void theMachinesNetworkIsSharedByThoseWhoAskedForIt() {
    var report = new IsolationReport(List.of(open("a", "b", "loopback-port")), Set.of("a", "b"));
    assertEquals(List.of(), report.leaks());
    assertEquals(
        List.of("loopback-port    closed (0 tries), shared by network: host (1)"), report.lines());
  }

  @Test
  void aSiteWithoutANetworkThatReachesAPortIsALeak() {
    var report = new IsolationReport(List.of(open("a", "b", "loopback-port")), Set.of("b"));
    assertEquals(1, report.leaks().size());
  }

  @Test
  void filesAndSecretsOfAllSitesAreOneLine() {
    var report =
        new IsolationReport(
            List.of(
                new Probes.Try("a", "b", "file /srv/b", false),
                new Probes.Try("a", "b", "file /srv/b secret", false)),
            Set.of());
    assertEquals(List.of("file, secret     closed (2 tries)"), report.lines());
  }
}
