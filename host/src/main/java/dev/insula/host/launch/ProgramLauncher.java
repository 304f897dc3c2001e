package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher;
import dev.insula.host.supervise.Launcher.Order;
import dev.insula.site.SiteDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Starts programs that serve HTTP by themselves. */
final class ProgramLauncher {
  private final SiteFiles files;
  private final FreePorts ports;
  private final Lifeline lifeline;

  ProgramLauncher(SiteFiles files, FreePorts ports, Lifeline lifeline) {
    this.files = files;
    this.ports = ports;
    this.lifeline = lifeline;
  }

  Launcher.Launched launch(Order order, Application.Command command, Launcher.Listener listener)
      throws IOException {
    Site site = order.site();
    boolean usesSocket = ProgramAddress.namesSocket(command.arguments(), site.env());
    return launch(
        order,
        usesSocket,
        address ->
            new ProgramStart(
                command.arguments().stream().map(address::fill).toList(),
                environment(site, address),
                site.directory(),
                files.outputLog(site.name().text()),
                address),
        listener);
  }

  /** How a start goes once it is known where the program is to listen. */
  interface Starter {
    ProgramStart at(ProgramAddress address) throws IOException;
  }

  Launcher.Launched launch(
      Order order, boolean usesSocket, Starter starter, Launcher.Listener listener)
      throws IOException {
    int port = ports.take();
    boolean started = false;
    try {
      Path socket = files.socket(order.site().name().text(), order.generation(), order.attempt());
      ProgramStart start = starter.at(new ProgramAddress(socket, port, usesSocket));
      var program = ProgramProcess.start(start, lifeline, listener, () -> ports.giveBack(port));
      started = true;
      return program;
    } finally {
      if (!started) {
        ports.giveBack(port);
      }
    }
  }

  private Map<String, String> environment(Site site, ProgramAddress address) throws IOException {
    Map<String, String> environment = new LinkedHashMap<>(base(site));
    site.env().forEach((name, value) -> environment.put(name, address.fill(value)));
    return environment;
  }

  /** What every program gets beside what its env says. */
  Map<String, String> base(Site site) throws IOException {
    Map<String, String> environment = ChildEnvironment.base();
    // A JDK that is nowhere else is still found by "java".
    environment.merge("PATH", ":" + Installation.java().getParent(), String::concat);
    environment.put("TMPDIR", files.temporary(site.name().text()).toString());
    site.settings().ifPresent(name -> environment.put(SiteDefinition.SETTINGS_VARIABLE, name));
    environment.putAll(SecretFiles.of(site));
    return environment;
  }
}
