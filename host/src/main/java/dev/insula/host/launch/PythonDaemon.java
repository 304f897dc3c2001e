package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How a WSGI site is started: a Python interpreter that runs {@code insula_wsgi} on a plan. */
final class PythonDaemon {
  private final SiteFiles files;
  private final Path insulaWsgi;

  PythonDaemon(SiteFiles files) {
    this.files = files;
    this.insulaWsgi = Installation.pythonFolder().resolve("insula_wsgi");
  }

  Path insulaWsgi() {
    return insulaWsgi;
  }

  /** The program and its arguments. */
  static List<String> program(Site site) {
    return List.of(
        site.python().interpreter().toString(),
        Installation.pythonFolder().resolve("insula_wsgi").toString());
  }

  DaemonCommand command(Order order) throws IOException {
    Site site = order.site();
    String name = site.name().text();
    Path socket = files.socket(name, order.generation(), order.attempt());
    var java =
        MountedJava.plan(
            site,
            files.temporary(name),
            files.cache(),
            files.web(name, order.generation(), order.attempt()));
    return new DaemonCommand(
        program(site),
        ChildEnvironment.of(site),
        site.directory(),
        PythonPlan.of(order, socket, SecretFiles.of(site), java) + "\n",
        files.outputLog(name),
        socket);
  }
}
