package dev.insula.host.launch;

import dev.insula.config.Application;
import dev.insula.config.Site;
import dev.insula.host.supervise.Endpoint;
import dev.insula.host.supervise.Launcher;
import dev.insula.host.supervise.Launcher.Order;
import dev.insula.site.daemon.DaemonPlan;
import dev.insula.site.daemon.GroupOrder;
import dev.insula.site.daemon.InRoom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the sites of one owner in one JVM. Members that want another JVM than the one that runs
 * get a new one, which the rest of the group joins as it is replaced.
 */
final class GroupLauncher {
  static final String MAIN = "dev.insula.site.daemon.GroupMain";

  private final SiteFiles files;
  private final FreePorts ports;
  private final Map<Wanted, GroupProcess> running = new HashMap<>();

  GroupLauncher(SiteFiles files, FreePorts ports) {
    this.files = files;
    this.ports = ports;
  }

  private record Wanted(String group, List<String> program) {}

  Launcher.Launched launch(Order order, String group, Launcher.Listener listener)
      throws IOException {
    if (!(order.site().application() instanceof Application.Boot)) {
      Path socket = files.socket(order.site().name().text(), order.generation(), order.attempt());
      return launch(
          order,
          group,
          listener,
          (_, links) -> new Endpoint.OnSocket(socket, Optional.empty(), links));
    }
    int port = ports.take();
    boolean begun = false;
    try {
      var told = new Order(BootSite.at(order.site(), port), order.generation(), order.attempt());
      var launched = launch(told, group, listener, new OwnPort(port, ports));
      begun = true;
      return launched;
    } finally {
      if (!begun) {
        ports.giveBack(port);
      }
    }
  }

  private Launcher.Launched launch(
      Order order, String group, Launcher.Listener listener, GroupMember.Place place)
      throws IOException {
    Site site = order.site();
    String name = site.name().text();
    var plan =
        new DaemonPlan(
            JavaDefinition.of(order, files),
            files.socket(name, order.generation(), order.attempt()),
            JavaDaemon.IO_THREADS,
            site.timeouts().drain());
    String number = "%s.%d.%d".formatted(name, order.generation(), order.attempt());
    var start =
        new GroupOrder.Start(number, plan, Optional.of(files.outputLog(name)), InRoom.NOTHING);
    var member = new GroupMember(start, listener, place);
    join(member, new Wanted(group, JavaDaemon.program(site, MAIN)));
    return member;
  }

  private synchronized void join(GroupMember member, Wanted wanted) throws IOException {
    GroupProcess known = running.get(wanted);
    if (known != null) {
      member.joined(known);
      if (known.add(member)) {
        return;
      }
    }
    running.values().removeIf(process -> !process.takesMembers());
    GroupProcess begun =
        GroupProcess.start(
            wanted.group(), wanted.program(), files.run(), files.groupLog(wanted.group()));
    running.put(wanted, begun);
    member.joined(begun);
    begun.add(member);
  }

  /** Of a Spring Boot application, which listens by itself. */
  private record OwnPort(int port, FreePorts ports) implements GroupMember.Place {
    @Override
    public Endpoint endpoint(long pid, boolean takesLinks) throws IOException {
      if (!Listeners.areAmong(List.of(pid), port)) {
        throw new IOException("port " + port + " was taken by a program that is not this site's");
      }
      return new Endpoint.OnPort(port);
    }

    @Override
    public void gone() {
      ports.giveBack(port);
    }
  }
}
