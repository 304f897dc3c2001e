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

/** Starts sites in this JVM, each on threads of its own. */
final class InThisJvm {
  private static final Logger LOG = Logger.getLogger("insula.launch");
  private static final String SERVER = "undertow (in the host's JVM)";

  private final SiteFiles files;
  private final SiteJvm jvm = new SiteJvm();
  private final UnloadProof unloads = new UnloadProof(jvm.leaks());

  InThisJvm(SiteFiles files) {
    this.files = files;
  }

  UnloadProof unloads() {
    return unloads;
  }

  SiteJvm jvm() {
    return jvm;
  }

  Launcher.Launched launch(Launcher.Order order, Launcher.Listener listener) throws IOException {
    SiteDefinition definition = JavaDefinition.of(order, files);
    var launched = new Resident(listener, unloads, files.outputLog(definition.name()));
    Thread.ofVirtual()
        .name("insula-start-" + definition.name())
        .start(() -> launched.start(jvm, definition));
    return launched;
  }

  /** One start of a site in this JVM. */
  private static final class Resident implements Launcher.Launched {
    private final Launcher.Listener listener;
    private final UnloadProof unloads;
    private final Path log;
    private final AtomicReference<@Nullable RunningSite> running = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile int status;

    Resident(Launcher.Listener listener, UnloadProof unloads, Path log) {
      this.listener = listener;
      this.unloads = unloads;
      this.log = log;
    }

    void start(SiteJvm jvm, SiteDefinition definition) {
      try {
        SiteLog output = SiteLog.open(log);
        RunningSite site =
            jvm.start(
                definition, new SiteOutput(output.stream(), output.stream()), ear(definition));
        running.set(site);
        if (ended.get()) {
          stop(site);
        } else {
          listener.ready(
              site.socket()
                  .<Endpoint>map(Endpoint.OnSocket::new)
                  .orElseGet(() -> new Endpoint.InThisJvm(site)),
              new Launcher.Vitals(
                  site.server().orElse(SERVER), List.of(ProcessHandle.current().pid())));
        }
      } catch (SiteStartException | IOException e) {
        listener.failed(String.valueOf(e.getMessage()));
      }
    }

    private SiteListener ear(SiteDefinition definition) {
      return new SiteListener() {
        @Override
        public void exited(int exitStatus) {
          Resident.this.exited(exitStatus);
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
}
