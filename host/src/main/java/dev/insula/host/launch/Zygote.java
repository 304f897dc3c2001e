package dev.insula.host.launch;

import dev.insula.host.json.JsonText;
import dev.insula.host.supervise.Launcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * A Python process that has imported all that needs no settings, and forks sites from there: a
 * third of the memory and a tenth of the start. Commands go to its standard input, status lines
 * come from its standard output; {@code insula_wsgi.zygote} describes both.
 */
final class Zygote {
  private static final Logger LOG = Logger.getLogger("insula.launch");

  private final Process process;
  private final Map<Key, ZygoteSite> starting = new ConcurrentHashMap<>();
  private final Map<Long, ZygoteSite> running = new ConcurrentHashMap<>();
  private volatile boolean retired;

  /** A start that has no process id yet. */
  private record Key(String site, long generation) {}

  private Zygote(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param log where its own standard error goes
   * @param cache a folder for what it finds out about the packages that are installed
   * @throws IOException if the interpreter cannot be started
   */
  static Zygote start(Path interpreter, Path insulaWsgi, Path log, Path cache) throws IOException {
    var builder = new ProcessBuilder(interpreter.toString(), insulaWsgi.toString(), "--zygote");
    builder.environment().clear();
    builder.environment().putAll(ChildEnvironment.base());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    var zygote = new Zygote(builder.start());
    Map<String, Object> open = new LinkedHashMap<>();
    open.put("op", "open");
    open.put("cache", cache.toString());
    open.put("host", ProcessHandle.current().pid());
    zygote.send(JsonText.of(open), "");
    Thread.ofVirtual().name("insula-zygote").start(zygote::listen);
    return zygote;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Forks a site; only the forked process reads its plan.
   *
   * @throws IOException if the zygote is gone
   */
  ZygoteSite fork(Launcher.Order order, DaemonCommand command, ZygoteSite site) throws IOException {
    String name = order.site().name().text();
    Map<String, Object> start = new LinkedHashMap<>();
    start.put("op", "start");
    start.put("site", name);
    start.put("generation", order.generation());
    start.put("socket", command.socket().toString());
    start.put("plan_bytes", command.plan().getBytes(StandardCharsets.UTF_8).length);
    start.put("log", command.log().toString());
    starting.put(new Key(name, order.generation()), site);
    send(JsonText.of(start), command.plan());
    return site;
  }

  /** Ends it as soon as it has no site any more; until then the sites that it has keep it. */
  void retire() {
    retired = true;
    endIfIdle();
  }

  private void endIfIdle() {
    if (retired && starting.isEmpty() && running.isEmpty()) {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        LOG.debugf("The zygote is gone: %s", e.getMessage());
      }
    }
  }

  void signal(long pid, String signal) {
    command(Map.of("op", "signal", "pid", pid, "signal", signal));
  }

  void close(Path socket) {
    command(Map.of("op", "close", "socket", socket.toString()));
  }

  private void command(Map<String, Object> command) {
    try {
      send(JsonText.of(command), "");
    } catch (IOException e) {
      LOG.debugf("The zygote is gone: %s", e.getMessage());
    }
  }

  private synchronized void send(String line, String more) throws IOException {
    OutputStream stdin = process.getOutputStream();
    stdin.write((line + "\n" + more).getBytes(StandardCharsets.UTF_8));
    stdin.flush();
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        StatusLine.parse(line).ifPresent(this::hear);
      }
    } catch (IOException e) {
      LOG.debugf(e, "The zygote's status channel broke.");
    }
    // Its sites go on without it, but somebody else has to notice their end.
    running.forEach((pid, site) -> site.orphaned(pid));
    List.copyOf(starting.values()).forEach(site -> site.failed("the zygote died while it forked"));
  }

  private void hear(StatusLine line) {
    long pid = line.number("pid", 0);
    switch (line.word()) {
      case "zygote" -> LOG.debugf("Zygote %s", line.values());
      case "refused" -> LOG.warnf("The zygote refused: %s", line.value("message").orElse("?"));
      case "forked" -> forked(line, pid);
      default -> ofSite(line, pid);
    }
  }

  private void forked(StatusLine line, long pid) {
    ZygoteSite site = starting.remove(key(line));
    if (site != null) {
      running.put(pid, site);
      site.forked(pid);
    }
  }

  private void ofSite(StatusLine line, long pid) {
    ZygoteSite site = running.get(pid);
    if (site == null) {
      site = starting.remove(key(line));
    }
    if (site == null) {
      LOG.debugf("The zygote speaks of an unknown site: %s", line);
      return;
    }
    if (line.word().equals("exited")) {
      running.remove(pid);
    }
    site.hear(line);
    endIfIdle();
  }

  private static Key key(StatusLine line) {
    return new Key(line.value("site").orElse(""), line.number("generation", 0));
  }
}
