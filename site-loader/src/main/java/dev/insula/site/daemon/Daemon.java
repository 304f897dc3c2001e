package dev.insula.site.daemon;

import dev.insula.site.RunningSite;
import dev.insula.site.SiteJvm;
import dev.insula.site.SiteListener;
import dev.insula.site.SiteOutput;
import dev.insula.site.SiteStartException;
import dev.insula.site.StopReport;
import dev.insula.site.serve.TracePages;
import dev.insula.site.state.SharedWrite;
import dev.insula.site.state.SharedWriteRule;
import io.undertow.Version;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One Java daemon process from its plan to its end. */
final class Daemon {
  private final DaemonPlan plan;
  private final StatusOutput status;
  private final AtomicInteger exitStatus = new AtomicInteger();

  Daemon(DaemonPlan plan, StatusOutput status) {
    this.plan = plan;
    this.status = status;
  }

  /** Starts the site and serves it until the JVM is told to end; false if it cannot start. */
  boolean serve() {
    SiteJvm jvm = new SiteJvm();
    jvm.warnings().forEach(System.err::println);
    RunningSite site;
    try {
      site = jvm.start(plan.site(), new SiteOutput(System.err, System.err), new Ear());
    } catch (SiteStartException e) {
      status.tell(
          new DaemonEvent.Failed(Optional.ofNullable(e.getMessage()).orElse(""), e.siteTrace()));
      return false;
    }
    if (site.socket().isPresent()) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(site), "end"));
      status.tell(
          new DaemonEvent.Ready(
              ProcessHandle.current().pid(), site.server().orElse("unknown"), false));
      return true;
    }
    try {
      DaemonServer server = DaemonServer.listen(plan, handler(site));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, site), "end"));
      status.tell(
          new DaemonEvent.Ready(
              ProcessHandle.current().pid(), "undertow/" + Version.getVersionString(), true));
      return true;
    } catch (IOException e) {
      status.tell(new DaemonEvent.Failed("Site " + plan.site().name() + ": " + e.getMessage(), ""));
      return false;
    }
  }

  private static HttpHandler handler(RunningSite site) {
    return Boolean.getBoolean(TracePages.WANTED) ? new TracePages(site.handler()) : site.handler();
  }

  /** Blocks until the host closes its end of standard input, that is, until the host is gone. */
  void awaitHostsEnd(InputStream lifeline) {
    try {
      lifeline.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("The host is gone: " + e.getMessage() + ".");
    }
    exit(0);
  }

  private final class Ear implements SiteListener {
    @Override
    public void exited(int given) {
      siteExited(given);
    }

    @Override
    public void wroteShared(SharedWrite write) {
      boolean warn = plan.site().sharedWrites().answer() == SharedWriteRule.Answer.WARN;
      status.tell(new DaemonEvent.Shared(write.told(), warn));
    }
  }

  private void siteExited(int given) {
    status.tell(new DaemonEvent.Exited(given));
    exit(given);
  }

  private void exit(int given) {
    exitStatus.set(given);
    System.exit(given);
  }

  /**
   * The only way out, as a shutdown hook: SIGTERM, the host's end and the site's own exit all come
   * here. It ends in a halt as the JVM would otherwise report the signal as its exit status; only a
   * JVM in training, which writes its cache after its hooks, goes on.
   */
  private void end(DaemonServer server, RunningSite site) {
    server.refuseConnections();
    StopReport report = site.stop(plan.drain());
    server.close();
    tellCut(report);
    halt();
  }

  /** The same for a site that listens by itself. */
  private void end(RunningSite site) {
    tellCut(site.stop(plan.drain()));
    halt();
  }

  private void halt() {
    if (!Boolean.getBoolean("insula.training")) {
      Runtime.getRuntime().halt(exitStatus.get());
    }
  }

  private void tellCut(StopReport report) {
    if (report.requestsCut() > 0) {
      System.err.println(
          "Site "
              + plan.site().name()
              + " was stopped while it answered "
              + report.requestsCut()
              + " requests.");
    }
  }
}
