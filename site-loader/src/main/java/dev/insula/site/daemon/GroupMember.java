package dev.insula.site.daemon;

import dev.insula.site.BootManifest;
import dev.insula.site.RunningSite;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteJvm;
import dev.insula.site.SiteListener;
import dev.insula.site.SiteOutput;
import dev.insula.site.SiteStartException;
import dev.insula.site.StopReport;
import dev.insula.site.bridge.PortBridge;
import dev.insula.site.state.SharedWrite;
import dev.insula.site.state.SharedWriteRule;
import io.undertow.Version;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One site of a daemon process of several. Its calls block, so each has a thread of its own. */
final class GroupMember {
  private final GroupOrder.Start order;
  private final StatusOutput status;
  private final AtomicInteger exitStatus = new AtomicInteger();
  private final Preparation preparation;
  private @Nullable RunningSite site;
  private @Nullable DaemonServer server;
  private @Nullable Closeable bridge;
  private boolean ended;

  GroupMember(GroupOrder.Start order, StatusOutput status) {
    this.order = order;
    this.status = status;
    this.preparation = new Preparation(order.room().before());
  }

  /** Starts and serves it; tells how that went. */
  synchronized void start(SiteJvm jvm) {
    if (ended) {
      return;
    }
    try {
      PrintStream log = log();
      if (!preparation.run(log)) {
        return;
      }
      RunningSite started = jvm.start(definition(), new SiteOutput(log, log), new Ear());
      site = started;
      if (!started.listens()) {
        server = DaemonServer.listen(order.plan(), started.handler());
      } else if (order.room().boot().equals(Optional.of(InRoom.Boot.SOCKET))) {
        bridge = PortBridge.beside(order.plan().socket(), port());
      }
      tell(new DaemonEvent.Ready(ProcessHandle.current().pid(), name(started), !started.listens()));
    } catch (SiteStartException e) {
      tell(new DaemonEvent.Failed(Optional.ofNullable(e.getMessage()).orElse(""), e.siteTrace()));
    } catch (IOException e) {
      String name = order.plan().site().name();
      tell(new DaemonEvent.Failed("Site " + name + ": " + e.getMessage(), ""));
    }
  }

  private SiteDefinition definition() throws IOException {
    SiteDefinition declared = order.plan().site();
    return declared.application().equals(BootManifest.UNREAD)
        ? declared.with(BootManifest.main(declared.classPath().getFirst()))
        : declared;
  }

  /** Where a Spring Boot application listens, which it was told by this property. */
  private int port() {
    return Integer.parseInt(order.plan().site().properties().getOrDefault("server.port", "0"));
  }

  private static String name(RunningSite site) {
    String usual = site.listens() ? "spring boot" : "undertow/" + Version.getVersionString();
    return site.server().orElse(usual);
  }

  /** Never closed, as threads of the site may still have a last word. */
  private PrintStream log() throws IOException {
    OutputStream log =
        order.log().isPresent()
            ? Files.newOutputStream(
                order.log().get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
            : new MarkedLines(order.plan().site().name(), System.err);
    return new PrintStream(log, true, StandardCharsets.UTF_8);
  }

  private final class Ear implements SiteListener {
    @Override
    public void exited(int given) {
      exitedByItself(given);
    }

    @Override
    public void wroteShared(SharedWrite write) {
      SharedWriteRule rule = order.plan().site().sharedWrites();
      tell(new DaemonEvent.Shared(write.told(), rule.answer() == SharedWriteRule.Answer.WARN));
    }
  }

  private void exitedByItself(int given) {
    exitStatus.set(given);
    Thread.ofPlatform().name("end " + order.member()).start(this::end);
  }

  /** Ends it, its requests first; tells that it is gone. Later calls do nothing. */
  void end() {
    preparation.cancel();
    endStarted();
  }

  private synchronized void endStarted() {
    if (ended) {
      return;
    }
    ended = true;
    DaemonServer listening = server;
    RunningSite running = site;
    if (listening != null) {
      listening.refuseConnections();
    }
    closeBridge();
    if (running != null) {
      report(running.stop(order.plan().drain()));
    }
    if (listening != null) {
      listening.close();
    }
    site = null;
    server = null;
    order.plan().site().container().ifPresent(container -> remove(container.base()));
    // Of a Boot jar in a room, what was unpacked is this start's alone.
    order.room().boot().ifPresent(_ -> remove(order.plan().site().cacheDirectory()));
    tell(new DaemonEvent.Exited(exitStatus.get()));
  }

  private void closeBridge() {
    try {
      if (bridge != null) {
        bridge.close();
      }
    } catch (IOException e) {
      System.err.println("The bridge of " + order.member() + " stays: " + e.getMessage() + ".");
    }
  }

  /** What a container has unpacked for this start; the process may see many of them. */
  private void remove(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("The folder " + folder + " stays: " + e.getMessage() + ".");
    }
  }

  private void report(StopReport report) {
    try (PrintStream log = log()) {
      if (report.requestsCut() > 0) {
        log.println("insula: stopped while it answered " + report.requestsCut() + " requests");
      }
      report.cleaned().forEach(it -> log.println("insula: left behind and removed: " + it));
      report.leftBehind().forEach(it -> log.println("insula: left behind: " + it));
    } catch (IOException e) {
      System.err.println(
          "The log of " + order.member() + " cannot be written: " + e.getMessage() + ".");
    }
  }

  private void tell(DaemonEvent event) {
    status.tell(order.member(), event);
  }
}
