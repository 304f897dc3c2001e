package dev.insula.host.launch;

import dev.insula.host.supervise.Endpoint;
import dev.insula.host.supervise.Launcher;
import dev.insula.host.supervise.Launcher.Order;
import dev.insula.site.RunningSite;
import dev.insula.site.SiteDefinition;
import dev.insula.site.SiteJvm;
import java.io.IOException;
import java.util.List;

/** Starts sites in this JVM, each on threads of its own. */
final class InThisJvm {
  private static final String SERVER = "undertow (in the host's JVM)";

  private final SiteFiles files;
  private final FreePorts ports;
  private final SiteJvm jvm = new SiteJvm();
  private final UnloadProof unloads = new UnloadProof(jvm.leaks());

  InThisJvm(SiteFiles files, FreePorts ports) {
    this.files = files;
    this.ports = ports;
  }

  UnloadProof unloads() {
    return unloads;
  }

  SiteJvm jvm() {
    return jvm;
  }

  Launcher.Launched launch(Order order, Launcher.Listener listener) throws IOException {
    return launch(order, listener, new ByHandler());
  }

  /** Starts a Spring Boot jar, whose main method listens on a port of its own. */
  Launcher.Launched launchBoot(Order order, Launcher.Listener listener) throws IOException {
    int port = ports.take();
    boolean begun = false;
    try {
      var told = new Order(BootSite.at(order.site(), port), order.generation(), order.attempt());
      var launched = launch(told, listener, new ByPort(port, ports, listener));
      begun = true;
      return launched;
    } finally {
      if (!begun) {
        ports.giveBack(port);
      }
    }
  }

  private Launcher.Launched launch(
      Order order, Launcher.Listener listener, ResidentSite.Arrival arrival) throws IOException {
    SiteDefinition definition = JavaDefinition.of(order, files);
    var launched = new ResidentSite(listener, unloads, files.outputLog(definition.name()), arrival);
    Thread.ofVirtual()
        .name("insula-start-" + definition.name())
        .start(() -> launched.start(jvm, definition));
    return launched;
  }

  /** A site whose application object the host calls, or which listens on a socket of its own. */
  private record ByHandler() implements ResidentSite.Arrival {
    @Override
    public Endpoint endpoint(RunningSite site) {
      return site.socket()
          .<Endpoint>map(Endpoint.OnSocket::new)
          .orElseGet(() -> new Endpoint.InThisJvm(site));
    }

    @Override
    public String server(RunningSite site) {
      return site.server().orElse(SERVER);
    }
  }

  /** A Spring Boot application, which listens by itself on the port that it was told. */
  private record ByPort(int port, FreePorts ports, Launcher.Listener listener)
      implements ResidentSite.Arrival {
    @Override
    public Endpoint endpoint(RunningSite site) throws IOException {
      if (!Listeners.areAmong(List.of(ProcessHandle.current().pid()), port)) {
        throw new IOException("port " + port + " was taken by a program that is not this site's");
      }
      if (Listeners.areReachable(port)) {
        listener.noted(Listeners.everywhere(port));
      }
      return new Endpoint.OnPort(port);
    }

    @Override
    public String server(RunningSite site) {
      return "spring boot (in the host's JVM)";
    }

    @Override
    public void gone() {
      ports.giveBack(port);
    }
  }
}
