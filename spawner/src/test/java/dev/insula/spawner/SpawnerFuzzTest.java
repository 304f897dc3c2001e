package dev.insula.spawner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.insula.spawner.client.SpawnerClient;
import dev.insula.spawner.plan.Limits;
import dev.insula.spawner.plan.Plan;
import dev.insula.spawner.plan.PlanText;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A front in wrong hands against a real spawner, while strace(1) writes down every program that is
 * executed below it and every change of user. {@code -Dinsula.fuzz.messages} says how many
 * messages.
 */
@NeedsRoot
class SpawnerFuzzTest {
  private static final long MESSAGES = Long.getLong("insula.fuzz.messages", 100_000);
  private static final Pattern EXECUTED =
      Pattern.compile("execve\\(\"([^\"]*)\", \\[(.*)\\], .*\\) = 0");
  private static final Pattern BECAME = Pattern.compile("set(?:res|re)?uid\\((.*?)\\)");
  private static final Set<String> WRAPPERS =
      Set.of("/usr/bin/sh", "/usr/bin/setsid", "/usr/bin/prlimit", "/bin/rm", "/usr/bin/bwrap");
  private static final String PROGRAM = "import time; print('ready', flush=True); time.sleep(600)";

  private final AtomicLong answers = new AtomicLong();

  @Test
  void noMessageStartsAProgramOrAUserThatIsNotDeclared() throws Exception {
    long seed = Long.getLong("insula.fuzz.seed", System.nanoTime());
    String clue = "seed " + seed;
    try (var world = new World()) {
      world.declare("alpha", World.ALPHA, PROGRAM, Limits.DEFAULT);
      Plan beta = world.declare("beta", World.BETA, PROGRAM, Limits.DEFAULT);
      plant(world, beta);
      Path trace = world.home.resolve("trace");
      world.spawn(
          "/usr/bin/strace",
          "-f",
          "-qq",
          "--seccomp-bpf",
          "-s",
          "200",
          "-e",
          "signal=none",
          "-e",
          "trace=execve,setuid,setreuid,setresuid",
          "-o",
          trace.toString());
      flood(world, seed);
      endsInOrder(world, clue);
    }
  }

  /** Plans that must never be followed, each with its own forbidden user. */
  private static void plant(World world, Plan plan) throws IOException {
    String text = PlanText.write(plan).replace("uid " + World.BETA, "uid " + World.STRANGER);
    for (String site : List.of("writable", "foreign", "linked", "nested")) {
      Files.writeString(world.planFile(site), text.replace("site beta", "site " + site));
      World.own(world.planFile(site), 0, 0600);
    }
    World.own(world.planFile("writable"), 0, 0666);
    World.own(world.planFile("foreign"), World.STRANGER, 0600);
    Path elsewhere = world.home.resolve("srv/linked.plan");
    Files.move(world.planFile("linked"), elsewhere);
    Files.createSymbolicLink(world.planFile("linked"), elsewhere);
    Files.delete(world.planFile("nested"));
    Files.createDirectory(world.planFile("nested"));
  }

  private void flood(World world, long seed) throws Exception {
    var orders = new OrdersOfAStranger(seed);
    // Only what was answered counts; what was on its way when the spawner hung up does not.
    while (answers.get() < MESSAGES) {
      try (SocketChannel front =
          AsUser.call(
              World.FRONT, () -> SocketChannel.open(UnixDomainSocketAddress.of(world.socket())))) {
        Thread reader = Thread.ofVirtual().start(() -> count(front));
        send(front, orders, MESSAGES - answers.get());
        reader.join();
      }
    }
  }

  /** Sends until so many are sent or the spawner has hung up. */
  private static void send(SocketChannel front, OrdersOfAStranger orders, long most) {
    try {
      for (long sent = 0; sent < most; sent++) {
        ByteBuffer message = ByteBuffer.wrap(orders.next());
        while (message.hasRemaining()) {
          front.write(message);
        }
      }
      front.shutdownOutput();
    } catch (IOException e) {
      // The spawner hung up because a line was too long, as it should.
      return;
    }
  }

  private void count(SocketChannel front) {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    try {
      while (front.read(bytes.clear()) >= 0) {
        String text = StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
        answers.addAndGet(
            text.lines().filter(line -> line.startsWith("ok ") || line.startsWith("no ")).count());
      }
    } catch (IOException e) {
      // Hung up while answers were on their way.
      return;
    }
  }

  private void endsInOrder(World world, String clue) throws Exception {
    var heard = new Heard();
    SpawnerClient front = world.connect(heard);
    for (var running : front.list()) {
      front.kill(running.site(), running.generation());
    }
    World.await("nothing runs", () -> World.processesOf(World.ALPHA).isEmpty());
    World.await("nothing runs", () -> World.processesOf(World.BETA).isEmpty());
    Map<String, Integer> programs = check(world.home.resolve("trace"), clue);
    System.out.printf(
        "%d messages were answered, executed: %s, %s%n", answers.get(), programs, clue);
    assertTrue(programs.getOrDefault("/usr/bin/python3", 0) > 5, programs + " " + clue);
  }

  private static Map<String, Integer> check(Path trace, String clue) throws IOException {
    Map<String, Integer> programs = new TreeMap<>();
    Set<String> users = new TreeSet<>();
    try (Stream<String> lines = Files.lines(trace, StandardCharsets.ISO_8859_1)) {
      for (String line : (Iterable<String>) lines::iterator) {
        Matcher executed = EXECUTED.matcher(line);
        if (executed.find()) {
          checkProgram(executed.group(1), executed.group(2), line + " " + clue);
          programs.merge(executed.group(1), 1, Integer::sum);
        }
        Matcher became = BECAME.matcher(line);
        if (became.find()) {
          users.addAll(List.of(became.group(1).split(", ", -1)));
        }
      }
    }
    users.remove("-1");
    assertEquals(Set.of(Integer.toString(World.ALPHA), Integer.toString(World.BETA)), users, clue);
    return programs;
  }

  private static void checkProgram(String program, String arguments, String clue) {
    if (program.equals("/usr/bin/setpriv")) {
      assertTrue(
          List.of(World.ALPHA, World.BETA).stream()
              .anyMatch(id -> arguments.contains("\"--reuid=%d\", \"--regid=%1$d\"".formatted(id))),
          clue);
      assertTrue(arguments.contains("\"--clear-groups\", \"--no-new-privs\""), clue);
    } else if (program.equals("/usr/bin/python3")) {
      assertEquals("\"/usr/bin/python3\", \"-uc\", \"" + PROGRAM + "\"", arguments, clue);
    } else if (!program.endsWith("/bin/java") && !program.endsWith("/lib/jspawnhelper")) {
      assertTrue(WRAPPERS.contains(program), clue);
    }
  }
}
