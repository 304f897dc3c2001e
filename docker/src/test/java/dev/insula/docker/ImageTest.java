package dev.insula.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The example image, run as docker/compose.yaml runs it: read-only, without rights, with limits.
 */
class ImageTest {
  private static final long MEMORY = 1L << 30;
  private static final long TASKS = 512;
  private static final List<String> SITES = List.of("alpha-java", "beta-java", "alpha", "beta");

  @SuppressWarnings("NullAway.Init") // Set before every test.
  private static GenericContainer<?> insula;

  @BeforeAll
  static void start() {
    insula = container();
    insula.start();
  }

  @AfterAll
  static void stop() {
    insula.stop();
  }

  @SuppressWarnings("resource") // Closed by whoever asked for it.
  private static GenericContainer<?> container() {
    return new GenericContainer<>(DockerImageName.parse("insula-examples:latest"))
        .withImagePullPolicy(_ -> false)
        .withExposedPorts(8080)
        .withTmpFs(Map.of("/tmp", "mode=1777,size=256m"))
        .withCreateContainerCmdModifier(command -> {
          var host = command.getHostConfig();
          if (host != null) {
            host.withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withMemorySwap(MEMORY)
                .withPidsLimit(TASKS);
          }
        })
        .waitingFor(Wait.forLogMessage("insula: ready\\R", 1))
        .withStartupTimeout(Duration.ofMinutes(2));
  }

  private static String get(GenericContainer<?> container, String host, String path)
      throws IOException {
    try (var socket = new Socket(container.getHost(), container.getMappedPort(8080))) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, host)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String settings(String site) throws IOException {
    String answer = get(insula, site + ".test", "/who");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    int start = answer.indexOf("settings=");
    return answer.substring(start, answer.indexOf(' ', start));
  }

  private static ExecResult inside(String... command) throws IOException, InterruptedException {
    return insula.execInContainer(command);
  }

  @Test
  void fourHundredRequestsOverFourSitesSeeTheirOwnSettings()
      throws IOException, InterruptedException, ExecutionException {
    List<Future<String>> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 400; i++) {
        String site = SITES.get(i % SITES.size());
        answers.add(threads.submit(() -> site + " " + settings(site)));
      }
    }
    Set<String> seen = new TreeSet<>();
    for (Future<String> answer : answers) {
      seen.add(answer.get());
    }
    assertEquals(
        Set.of(
            "alpha settings=alpha.settings",
            "alpha-java settings=alpha.settings",
            "beta settings=beta.settings",
            "beta-java settings=beta.settings"),
        seen);
  }

  @Test
  void nothingRunsAsRootOrWithACapability() throws IOException, InterruptedException {
    ExecResult found =
        inside(
            "bash",
            "-c",
            "for p in /proc/[0-9]*; do grep -hE '^(Uid|CapEff|CapBnd):' $p/status; done 2>/dev/null | sort -u");
    assertEquals(
        "CapBnd:\t0000000000000000\nCapEff:\t0000000000000000\nUid:\t10001\t10001\t10001\t10001\n",
        found.getStdout());
  }

  @Test
  void nothingOutsideItsStateCanBeWritten() throws IOException, InterruptedException {
    assertEquals(1, inside("bash", "-c", "echo x > /opt/insula/x").getExitCode());
    assertEquals(1, inside("bash", "-c", "echo x > /etc/insula/x").getExitCode());
    assertEquals(0, inside("bash", "-c", "echo x > /var/lib/insula/x").getExitCode());
  }

  @Test
  void theLimitsAreThoseOfTheContainer() throws IOException, InterruptedException {
    ExecResult limits =
        inside(
            "bash",
            "-c",
            "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/pids.max 2>/dev/null"
                + " || cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/pids/pids.max");
    assertEquals(MEMORY + "\n" + TASKS + "\n", limits.getStdout());
  }

  @Test
  void itsHealthCheckPasses() throws IOException, InterruptedException {
    assertEquals(0, inside("/opt/insula/bin/healthy", "8080").getExitCode());
    assertEquals(1, inside("/opt/insula/bin/healthy", "8081").getExitCode());
  }

  @Test
  void aRestartedSiteLosesNoRequest() throws Exception {
    var done = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<Integer> load =
          threads.submit(() -> {
            int count = 0;
            while (!done.get()) {
              assertEquals("settings=alpha.settings", settings("alpha"));
              count++;
            }
            return count;
          });
      ExecResult restarted =
          inside("insula", "restart", "alpha", "--control", "/var/lib/insula/control.sock");
      done.set(true);
      assertEquals(0, restarted.getExitCode(), restarted.getStdout() + restarted.getStderr());
      assertTrue(load.get() > 0);
    }
  }

  @Test
  void stopsInTimeAndInGoodOrder() throws IOException {
    try (GenericContainer<?> second = container()) {
      second.start();
      Instant before = Instant.now();
      second.getDockerClient().stopContainerCmd(second.getContainerId()).withTimeout(30).exec();
      Duration taken = Duration.between(before, Instant.now());
      assertTrue(second.getLogs().contains("insula: stopped"), second.getLogs());
      assertTrue(taken.compareTo(Duration.ofSeconds(20)) < 0, taken::toString);
    }
  }
}
