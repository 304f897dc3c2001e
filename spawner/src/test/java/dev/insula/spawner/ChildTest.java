package dev.insula.spawner;

import dev.insula.spawner.Request.Start.Name;
import dev.insula.spawner.cgroup.Usage;
import dev.insula.spawner.plan.Limits;
import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@NeedsRoot
class ChildTest {
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  private final Generation.Listener listener =
      new Generation.Listener() {
        @Override
        public void says(Generation generation, String line) {
          heard.add(line);
        }

        @Override
        public void ended(Generation generation, int status, Usage usage) {
          heard.add("ended");
        }
      };

  @Test
  void statusIsRelayedWhileSomebodyElseFeedsAnInputThatIsNotRead() throws Exception {
    try (var world = new World()) {
      Child child = sleeping(world);
      try {
        Thread feeder = Thread.ofPlatform().start(() -> feed(child));
        World.await("the pipe is full", () -> writes(feeder));
        child.attend("", listener);
        World.await("the status is heard", () -> heard.contains("hello"));
      } finally {
        child.kill();
      }
      World.await("the end is heard", () -> heard.contains("ended"));
    }
  }

  private static Child sleeping(World world) throws IOException {
    var facts =
        new Generation.Facts(new Name("alpha", 1), world.home.resolve("s"), 0, World.ALPHA, "");
    Process process = new ProcessBuilder("/bin/sh", "-c", "echo hello; exec sleep 600").start();
    return new Child(
        facts,
        process,
        world.groups().create("start.test", Limits.DEFAULT),
        SiteLog.at(world.home.resolve("log/alpha.log"), World.FRONT),
        world.home.resolve("arguments"));
  }

  private static void feed(Child child) {
    try {
      child.input().append("x".repeat(1 << 20)).flush();
    } catch (IOException e) {
      // It was killed.
      return;
    }
  }

  private static boolean writes(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("writeBytes"));
  }
}
