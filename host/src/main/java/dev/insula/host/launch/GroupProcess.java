package dev.insula.host.launch;

import dev.insula.site.daemon.GroupOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;

/**
 * One JVM that runs several sites of one owner, its members. It lives as long as it has members;
 * when it dies, all of them are gone.
 */
final class GroupProcess {
  private static final Logger LOG = Logger.getLogger("insula.launch");

  private final String name;
  private final Process process;
  private final Map<String, GroupMember> members = new LinkedHashMap<>();

  /** Written by a thread of their own, as nobody who gives one may wait; the empty one is last. */
  private final BlockingQueue<Optional<GroupOrder>> orders = new LinkedBlockingQueue<>();

  private boolean closed;

  private GroupProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts it, without members.
   *
   * @param log where it says what belongs to none of them
   */
  static GroupProcess start(String name, List<String> program, Path directory, Path log)
      throws IOException {
    var builder = new ProcessBuilder(program);
    builder.environment().clear();
    builder.environment().putAll(ChildEnvironment.base());
    builder.directory(directory.toFile());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    var group = new GroupProcess(name, builder.start());
    Thread.ofVirtual().name("insula-orders-" + name).start(group::sendOrders);
    Thread.ofVirtual().name("insula-group-" + name).start(group::readStatus);
    return group;
  }

  long pid() {
    return process.pid();
  }

  /** Begins the start of a member; false if this process is about to end, or has ended. */
  synchronized boolean add(GroupMember member) {
    if (!takesMembers()) {
      return false;
    }
    members.put(member.name(), member);
    send(member.start());
    return true;
  }

  /** Whether a member could join; it may be too late when one tries. */
  synchronized boolean takesMembers() {
    return !closed && process.isAlive();
  }

  /** Asks a member to end; it will tell when it has. */
  synchronized void stop(GroupMember member) {
    send(new GroupOrder.Stop(member.name()));
  }

  /** Nothing of this member is wanted any more; the process ends with the last one. */
  synchronized void remove(GroupMember member) {
    if (members.remove(member.name()) != null && !closed) {
      send(new GroupOrder.Stop(member.name()));
      if (members.isEmpty()) {
        close();
      }
    }
  }

  private void close() {
    closed = true;
    orders.add(Optional.empty());
  }

  private void send(GroupOrder order) {
    orders.add(Optional.of(order));
  }

  private void sendOrders() {
    try (OutputStream stdin = process.getOutputStream()) {
      Optional<GroupOrder> order = orders.take();
      while (order.isPresent()) {
        order.get().write(stdin);
        order = orders.take();
      }
    } catch (IOException e) {
      LOG.debugf(e, "The process of the group %s takes no order; its end says why.", name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readStatus() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        StatusLine.parse(line).ifPresent(this::tell);
      }
    } catch (IOException e) {
      LOG.debugf(e, "The status channel of process %d broke.", process.pid());
    }
    try {
      int status = process.waitFor();
      takeAll().forEach(member -> member.exited(status));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<GroupMember> takeAll() {
    close();
    List<GroupMember> all = List.copyOf(members.values());
    members.clear();
    return all;
  }

  private synchronized Optional<GroupMember> member(StatusLine line) {
    return line.value("member").map(members::get);
  }

  private void tell(StatusLine line) {
    Optional<GroupMember> member = member(line);
    if (member.isEmpty()) {
      LOG.debugf("Process %d says: %s", process.pid(), line);
      return;
    }
    switch (line.word()) {
      case "ready" -> member.get().ready(line, pid());
      case "failed" -> {
        remove(member.get());
        member.get().failed(DaemonWords.failure(line));
      }
      case "exited" -> {
        remove(member.get());
        member.get().exited((int) line.number("status", 1));
      }
      case "shared" -> member.get().noted(DaemonWords.shared(line));
      default -> LOG.debugf("Process %d says: %s", process.pid(), line);
    }
  }
}
