package dev.insula.spawner;

import dev.insula.spawner.cgroup.Usage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A process for several sites of one user. It reads each one's input when that one is to start and
 * its farewell when it is to end, and says {@code member=SITE.GENERATION} on its status channel;
 * "exited" is a member's end. What it says of its members it could do to them as well: they are one
 * user. It ends with the last of them.
 */
final class SharedProcess implements Generation.Listener {
  private static final int MOST_UNREAD = 64;
  private static final long END_MILLIS = 10_000;
  private static final String MEMBER = " member=";

  private final Generation.Listener listener;
  private final Map<String, Member> members = new LinkedHashMap<>();

  /** Written by a thread of its own, as the process need not read; the empty one is last. */
  private final BlockingQueue<Optional<String>> orders = new LinkedBlockingQueue<>(MOST_UNREAD);

  private final Child child;
  private boolean closed;

  /** Must be {@linkplain #begin begun}. */
  SharedProcess(Child child, Generation.Listener listener) {
    this.child = child;
    this.listener = listener;
  }

  Child child() {
    return child;
  }

  void begin() {
    child.attend("", this);
    Thread.ofPlatform().daemon().name("orders " + child.facts().name()).start(this::write);
  }

  /** Starts a member; empty if this process is about to end, or has ended. */
  synchronized Optional<Member> add(Generation.Facts facts, String input, String farewell) {
    if (closed) {
      return Optional.empty();
    }
    var member = new Member(facts, this, farewell);
    members.put(member.mark(), member);
    send(input);
    return Optional.of(member);
  }

  /** One that lets orders lie for so long does nothing that it is told. */
  synchronized void send(String order) {
    if (!closed && !orders.offer(Optional.of(order))) {
      child.kill();
    }
  }

  /** Ends the process if nobody else lives in it; otherwise it is ended when nobody does. */
  synchronized void kill(Member member) {
    if (!members.containsValue(member)) {
      return;
    }
    if (!endIfNobodyIsToLive()) {
      send(member.farewell());
    }
  }

  private boolean endIfNobodyIsToLive() {
    boolean nobody = members.values().stream().allMatch(Member::isToBeKilled);
    if (nobody) {
      child.kill();
    }
    return nobody;
  }

  private void write() {
    try {
      try (Writer input = child.input()) {
        for (var order = orders.take(); order.isPresent(); order = orders.take()) {
          input.append(order.get()).flush();
        }
      } catch (IOException e) {
        // It has ended, or has closed its input, and then nobody could end its members.
      }
      if (!child.awaitEnd(END_MILLIS)) {
        child.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void says(Generation process, String line) {
    Optional<Member> member = member(line);
    if (member.isEmpty()) {
      return;
    }
    listener.says(member.get(), line);
    if (line.startsWith("failed ")) {
      send(member.get().farewell());
    } else if (line.startsWith("exited ")) {
      remove(member.get());
      over(member.get(), status(line), child.usage());
    }
  }

  private synchronized Optional<Member> member(String line) {
    int at = line.indexOf(MEMBER);
    String name = at < 0 ? "" : line.substring(at + MEMBER.length()).split(" ", 2)[0];
    return Optional.ofNullable(members.get(name));
  }

  /** What the member gave, as far as it is one. */
  private static int status(String line) {
    String given = line.split(" ", 3)[1];
    return given.matches("status=[0-9]{1,3}") ? Integer.parseInt(given.substring(7)) : 1;
  }

  private synchronized void remove(Member member) {
    members.remove(member.mark());
    if (members.isEmpty()) {
      close();
    } else {
      endIfNobodyIsToLive();
    }
  }

  private void close() {
    closed = true;
    if (!orders.offer(Optional.empty())) {
      child.kill();
    }
  }

  private void over(Member member, int status, Usage usage) {
    try {
      Files.deleteIfExists(member.facts().socket());
    } catch (IOException e) {
      System.err.println("insula-spawner: after " + member.mark() + ": " + e.getMessage());
    }
    listener.ended(member, status, usage);
    member.over();
  }

  @Override
  public void ended(Generation process, int status, Usage usage) {
    takeAll().forEach(member -> over(member, status, usage));
  }

  private synchronized List<Member> takeAll() {
    List<Member> all = List.copyOf(members.values());
    members.clear();
    orders.clear();
    close();
    return all;
  }
}
