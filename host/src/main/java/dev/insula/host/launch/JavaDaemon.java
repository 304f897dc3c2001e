package dev.insula.host.launch;

import dev.insula.config.Site;
import dev.insula.host.supervise.Launcher.Order;
import dev.insula.site.JvmArguments;
import dev.insula.site.SiteDefinition;
import dev.insula.site.daemon.DaemonPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a Java site is started in a process of its own: the site loader with one site in it. */
final class JavaDaemon {
  private static final String MAIN = "dev.insula.site.daemon.Main";

  /** Less idle threads means fewer wake-ups a request; a site can be given more. */
  static final int IO_THREADS = 1;

  private final SiteFiles files;

  JavaDaemon(SiteFiles files) {
    this.files = files;
  }

  DaemonCommand command(Order order) throws IOException {
    Site site = order.site();
    String name = site.name().text();
    Path socket = files.socket(name, order.generation(), order.attempt());
    return new DaemonCommand(
        program(site),
        ChildEnvironment.of(site),
        site.directory(),
        plan(order, socket),
        files.outputLog(name),
        socket);
  }

  /** The program and its arguments. */
  static List<String> program(Site site) {
    return program(site, MAIN);
  }

  /** The same with another main class of the site loader's. */
  static List<String> program(Site site, String main) {
    List<String> program = new ArrayList<>();
    program.add(Installation.java().toString());
    program.addAll(JvmArguments.list());
    program.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData"));
    program.addAll(Installation.daemonCache(site.jvm()));
    program.addAll(site.jvm());
    program.addAll(List.of("-cp", Installation.classPath(), main));
    return program;
  }

  private String plan(Order order, Path socket) throws IOException {
    return text(JavaDefinition.of(order, files), socket, order.site().timeouts().drain());
  }

  /** What the daemon reads first. */
  static String text(SiteDefinition site, Path socket, Duration drain) throws IOException {
    var plan = new DaemonPlan(site, socket, IO_THREADS, drain);
    var text = new ByteArrayOutputStream();
    plan.write(text);
    return text.toString(StandardCharsets.UTF_8);
  }
}
