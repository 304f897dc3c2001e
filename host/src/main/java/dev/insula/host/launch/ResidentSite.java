package dev.insula.host.launch;

import dev.insula.host.supervise.Endpoint;
import dev.insula.host.supervise.Launcher;
import dev.insula.site.RunningSite;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteJvm;
import dev.insula.site.SiteListener;
import dev.insula.site.SiteOutput;
import dev.insula.site.SiteStartException;
import dev.insula.site.StopReport;
import dev.insula.site.state.SharedWrite;
import dev.insula.site.state.SharedWriteRule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One start of a site in this JVM. */
final class ResidentSite implements Launcher.Launched {
  private static final Logger LOG = Logger.getLogger("insula.launch");

  private final Launcher.Listener listener;
  private final UnloadProof unloads;
  private final Path log;
  private final Arrival arrival;
  private final AtomicReference<@Nullable RunningSite> running = new AtomicReference<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile int status;

  ResidentSite(Launcher.Listener listener, UnloadProof unloads, Path log, Arrival arrival) {
    this.listener = listener;
    this.unloads = unloads;
    this.log = log;
    this.arrival = arrival;
  }

  /** What a site that has been started is to the host. */
  interface Arrival {
    /**
     * Where it answers.
     *
     * @throws IOException a sentence, if it does not answer there after all
     */
    Endpoint endpoint(RunningSite site) throws IOException;

    /** Name and version of what serves it. */
    String server(RunningSite site);

    /** Nothing of the site is left. */
    default void gone() {}
  }

  /** Blocks until the site is there, or is not. */
  void start(SiteJvm jvm, SiteDefinition definition) {
    try {
      SiteLog output = SiteLog.open(log);
      RunningSite site =
          jvm.start(definition, new SiteOutput(output.stream(), output.stream()), ear(definition));
      running.set(site);
      if (ended.get()) {
        stop(site);
      } else {
        arrived(site);
      }
    } catch (SiteStartException | IOException e) {
      arrival.gone();
      listener.failed(String.valueOf(e.getMessage()));
    }
  }

  private SiteListener ear(SiteDefinition definition) {
    return new SiteListener() {
      @Override
      public void exited(int exitStatus) {
        ResidentSite.this.exited(exitStatus);
      }

      @Override
      public void wroteShared(SharedWrite write) {
        listener.noted(write.told());
        if (definition.sharedWrites().answer() == SharedWriteRule.Answer.WARN) {
          LOG.warnf("Site %s: %s", definition.name(), write.told());
        }
      }
    };
  }

  private void arrived(RunningSite site) {
    try {
      Endpoint endpoint = arrival.endpoint(site);
      listener.ready(
          endpoint,
          new Launcher.Vitals(arrival.server(site), List.of(ProcessHandle.current().pid())));
    } catch (IOException e) {
      listener.failed(String.valueOf(e.getMessage()));
      terminate();
    }
  }

  /** The site called System.exit: what is left of it is cleaned away before it counts as gone. */
  private void exited(int exitStatus) {
    status = exitStatus;
    terminate();
  }

  @Override
  public void terminate() {
    if (ended.compareAndSet(false, true)) {
      Optional.ofNullable(running.get())
          .ifPresentOrElse(
              site -> Thread.ofVirtual().name("insula-stop").start(() -> stop(site)),
              () -> listener.exited(status));
    }
  }

  private void stop(RunningSite site) {
    // The door waited for the requests in flight already.
    StopReport report = site.stop(Duration.ZERO);
    arrival.gone();
    listener.exited(status);
    tell(site.definition(), report);
  }

  private void tell(SiteDefinition site, StopReport report) {
    try (PrintStream out = SiteLog.open(log).stream()) {
      unloads.stopped(site.name(), site.generation(), report, out);
    } catch (IOException e) {
      LOG.warnf("The log of site %s cannot be written: %s", site.name(), e.getMessage());
    }
  }

  @Override
  public void kill() {
    terminate();
  }
}
