package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher.Order;
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

  DaemonCommand command(Order order) {
    Site site = order.site();
    String name = site.name().text();
    Path socket = files.socket(name, order.generation(), order.attempt());
    return new DaemonCommand(
        List.of(site.python().interpreter().toString(), insulaWsgi.toString()),
        ChildEnvironment.of(site),
        site.directory(),
        PythonPlan.of(order, socket) + "\n",
        files.outputLog(name),
        socket);
  }
}
