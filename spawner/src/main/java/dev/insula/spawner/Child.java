package dev.insula.spawner;

import dev.insula.spawner.cgroup.Cgroup;
import dev.insula.spawner.cgroup.Usage;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process and all that comes of it. Its standard input is held open as long as the spawner lives;
 * its standard output is the status channel, a line at a time.
 */
final class Child extends Generation {
  private static final int LONGEST_LINE = 16 << 10;
  private static final int BYTES_AT_ONCE = 64 << 10;
  private static final long BYTES_A_SECOND = 4 << 10;

  private final Process process;
  private final Cgroup group;
  private final SiteLog log;
  private final Path arguments;
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * @param arguments the file that the process removes when it has got that far
   */
  Child(Facts facts, Process process, Cgroup group, SiteLog log, Path arguments) {
    super(facts);
    this.process = process;
    this.group = group;
    this.log = log;
    this.arguments = arguments;
  }

  @Override
  long pid() {
    return process.pid();
  }

  @Override
  Usage usage() {
    return group.usage();
  }

  /** Where it reads from; nobody else may write while its input is fed. */
  BufferedWriter input() {
    return process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Feeds the input and relays status and log until the end, on two threads. */
  void attend(String input, Listener listener) {
    String name = facts().name().toString();
    Thread.ofPlatform()
        .daemon()
        .name("log " + name)
        .start(() -> log.copy(process.getErrorStream()));
    Thread.ofPlatform().daemon().name("status " + name).start(() -> relay(input, listener));
  }

  private void relay(String input, Listener listener) {
    feed(input);
    try (BufferedReader status = process.inputReader(StandardCharsets.ISO_8859_1)) {
      long bytes = 0;
      for (String line = line(status); !line.isEmpty(); line = line(status)) {
        listener.says(this, line.strip());
        bytes += line.length();
        if (bytes > BYTES_AT_ONCE) {
          LockSupport.parkNanos(1_000_000_000L * line.length() / BYTES_A_SECOND);
        }
      }
    } catch (IOException e) {
      System.err.println("insula-spawner: status of " + facts().name() + ": " + e.getMessage());
    }
    finish(listener);
  }

  /** Leaves an input alone that somebody else feeds: whoever waits there hears no status. */
  private void feed(String input) {
    if (input.isEmpty()) {
      return;
    }
    try {
      // Never closed: its end tells a site that nobody looks after it any more.
      input().append(input).flush();
    } catch (IOException e) {
      System.err.println("insula-spawner: " + facts().name() + " ended before it read its input");
    }
  }

  /** The next line with its end, printable, cut at the longest length; empty at the end. */
  private static String line(BufferedReader status) throws IOException {
    var line = new StringBuilder();
    for (int c = status.read(); c >= 0; c = status.read()) {
      if (c == '\n') {
        return line.append('\n').toString();
      }
      if (line.length() < LONGEST_LINE) {
        line.append(c >= ' ' && c <= '~' ? (char) c : '?');
      }
    }
    return line.toString();
  }

  private void finish(Listener listener) {
    try {
      int status = process.waitFor();
      Usage last = group.usage();
      group.end();
      Files.deleteIfExists(arguments);
      Files.deleteIfExists(facts().socket());
      listener.ended(this, status, last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("insula-spawner: after " + facts().name() + ": " + e.getMessage());
      listener.ended(this, process.exitValue(), group.usage());
    } finally {
      over.countDown();
    }
  }

  /**
   * Asks the program to end by SIGTERM; not bubblewrap around it, whose death would be the
   * program's at once.
   *
   * @return false if there is no program yet
   */
  @Override
  boolean terminate() {
    stopping();
    Optional<ProcessHandle> program =
        process.children().flatMap(ProcessHandle::children).filter(Child::isProgram).findFirst();
    program.ifPresent(ProcessHandle::destroy);
    return program.isPresent();
  }

  /** Whether it is number 2 in its own namespace, where number 1 is bubblewrap's (proc(5)). */
  private static boolean isProgram(ProcessHandle handle) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(handle.pid()), "status")).stream()
          .anyMatch(line -> line.startsWith("NSpid:") && line.endsWith("\t2"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends all of its processes now; what follows is told to the listener. */
  @Override
  void kill() {
    stopping();
    process.destroyForcibly();
    try {
      group.kill();
    } catch (IOException e) {
      System.err.println("insula-spawner: killing " + facts().name() + ": " + e.getMessage());
    }
  }

  /** Whether all of it is gone, its socket and its group too, within so many milliseconds. */
  @Override
  boolean awaitEnd(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Whether all of it is gone by now. */
  boolean isOver() {
    return over.getCount() == 0;
  }
}
