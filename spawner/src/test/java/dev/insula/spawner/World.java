package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.insula.spawner.cgroup.Cgroups;
import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.client.SpawnerListener;
import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.PlanText;
import dev.insula.spawner.plan.Room;
import dev.insula.spawner.plan.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Folders for one spawner, and the spawner itself as a real process of root's. */
final class World implements AutoCloseable {
  /** Users of this run alone: another run on the same machine counts and kills its own. */
  static final int FRONT = 1_000_000 + (int) (ProcessHandle.current().pid() % 4_194_304) * 8;

  static final int ALPHA = FRONT + 1;
  static final int BETA = FRONT + 2;

  /** Nobody's site. */
  static final int STRANGER = FRONT + 3;

  private static final AtomicInteger COUNT = new AtomicInteger();

  final Path home;
  final String group =
      "insula-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  private final List<SpawnerClient> clients = new ArrayList<>();
  private final List<ProcessHandle> spawners = new ArrayList<>();

  World() throws IOException {
    need("/usr/bin/bwrap", "bubblewrap");
    need("/usr/bin/python3", "python3");
    need("/usr/bin/strace", "strace");
    home = Files.createTempDirectory(Path.of("/tmp"), "insula-spawner");
    own(home, 0, 0755);
    for (String folder : List.of("plans", "log", "srv")) {
      own(Files.createDirectory(home.resolve(folder)), 0, 0755);
    }
  }

  private static void need(String program, String fromPackage) {
    assertTrue(
        Files.isExecutable(Path.of(program)),
        program + " is missing: apt-get install " + fromPackage);
  }

  static Path own(Path path, int id, int mode) throws IOException {
    SocketFolder.own(path, id, id, mode);
    return path;
  }

  /** A folder of the site's own. */
  Path folder(String site, int uid) throws IOException {
    Path folder = home.resolve("srv").resolve(site);
    return Files.exists(folder) ? folder : own(Files.createDirectory(folder), uid, 0750);
  }

  /** Declares a site whose program is this Python text. */
  Plan declare(String site, int uid, String python, Limits limits) throws IOException {
    return declare(site, uid, python, limits, false, "");
  }

  Plan declare(String site, int uid, String python, Limits limits, boolean network, String input)
      throws IOException {
    Path folder = folder(site, uid);
    var plan =
        new Plan(
            site,
            new User(uid, uid, List.of()),
            List.of("/usr/bin/python3", "-uc", python),
            Map.of("PATH", "/usr/bin:/bin"),
            folder,
            new Plan.Input(Plan.Format.JSON, input),
            home.resolve("log").resolve(site + ".log"),
            limits,
            new Room(List.of(), List.of(folder), network),
            Map.of());
    write(plan);
    return plan;
  }

  Path write(Plan plan) throws IOException {
    Path file = planFile(plan.site());
    Files.writeString(file, PlanText.write(plan));
    return own(file, 0, 0600);
  }

  Path planFile(String site) {
    return home.resolve("plans").resolve(site + ".plan");
  }

  Path socket() {
    return home.resolve("control").resolve("socket");
  }

  Path run() {
    return home.resolve("run");
  }

  /** What starts the spawner, with more arguments at its end. */
  List<String> commandLine(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Spawner.class.getName(),
                "--front",
                FRONT + ":" + FRONT,
                "--plans",
                home.resolve("plans").toString(),
                "--socket",
                socket().toString(),
                "--run",
                run().toString(),
                "--group",
                group));
    line.addAll(List.of(more));
    return line;
  }

  /** The control groups of this spawner's sites. */
  Cgroups groups() throws IOException {
    return Cgroups.find(
        Path.of("/sys/fs/cgroup"), Files.readString(Path.of("/proc/self/cgroup")), group);
  }

  /** Starts the spawner under the programs that are named first, and waits until it listens. */
  Process spawn(String... under) throws IOException {
    List<String> line = new ArrayList<>(List.of(under));
    line.addAll(commandLine());
    Path log = home.resolve("spawner.log");
    Files.deleteIfExists(log);
    Process spawner =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    await("the spawner listens", () -> said(log, spawner).contains("ready on"));
    spawners.add(
        under.length == 0 ? spawner.toHandle() : spawner.children().findFirst().orElseThrow());
    return spawner;
  }

  private static String said(Path log, Process spawner) {
    try {
      String said = Files.readString(log);
      assertTrue(spawner.isAlive(), said);
      return said;
    } catch (IOException e) {
      return "";
    }
  }

  /** What the spawner wrote to its standard error. */
  String spawnerLog() throws IOException {
    return Files.readString(home.resolve("spawner.log"));
  }

  /** Connects as the front's user. */
  SpawnerClient connect(SpawnerListener listener) throws Exception {
    SpawnerClient client = AsUser.call(FRONT, () -> SpawnerClient.connect(socket(), listener));
    clients.add(client);
    return client;
  }

  /** The processes that belong to the user; not those that ended and wait to be noticed. */
  static List<Long> processesOf(int uid) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> uidOf(pid) == uid && !isZombie(pid))
        .toList();
  }

  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException e) {
      return true;
    }
  }

  private static int uidOf(long pid) {
    try {
      return (int) Files.getAttribute(Path.of("/proc/" + pid), "unix:uid");
    } catch (IOException e) {
      return -1;
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("not within 60 seconds: " + what);
      }
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    for (SpawnerClient client : clients) {
      client.close();
    }
    for (ProcessHandle spawner : spawners) {
      spawner.destroy();
      await("the spawner ends", () -> !spawner.isAlive());
    }
    Cgroups groups = groups();
    groups.clear();
    groups.remove();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
